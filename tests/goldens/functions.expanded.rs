use frosted::observed;
pub(crate) fn nothing() {
    let __frosted_call = {
        static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
            ::frosted::__private::SpanSpec {
                module: ::core::module_path!(),
                name: "nothing",
                ..::frosted::__private::SpanSpec::DEFAULT
            },
            &__FROSTED_SITE,
        );
        ::frosted::__private::register!(__FROSTED_SITE);
        ::frosted::__private::Call::start(&__FROSTED_SITE, &[])
    };
    let __frosted_entered = ::frosted::__private::Call::scoped(__frosted_call);
    { }
}
/// Documentation and attributes stay where they were.
#[inline]
pub(crate) fn divide(left: u32, right: u32) -> Result<u32, &'static str> {
    let __frosted_call = {
        use ::frosted::__private::traits::*;
        static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
            ::frosted::__private::SpanSpec {
                module: ::core::module_path!(),
                name: "divide",
                fields: &["left", "right"],
                ..::frosted::__private::SpanSpec::DEFAULT
            },
            &__FROSTED_SITE,
        );
        ::frosted::__private::register!(__FROSTED_SITE);
        let (left, right) = (&left, &right);
        if ::frosted::__private::Site::records(&__FROSTED_SITE) {
            ::frosted::__private::Call::start(
                &__FROSTED_SITE,
                &[
                    (&&&::frosted::__private::Probe(&left)).__frosted_capture(),
                    (&&&::frosted::__private::Probe(&right)).__frosted_capture(),
                ],
            )
        } else {
            ::frosted::__private::Call::start(&__FROSTED_SITE, &[])
        }
    };
    let __frosted_type = ::frosted::__private::Type::<Result<u32, &'static str>>::NEW;
    return ::frosted::__private::run(
        __frosted_call,
        __frosted_type,
        {
            use ::frosted::__private::traits::*;
            ::frosted::__private::Judged(
                (&&&&&__frosted_type).__frosted_kind(),
                (&&&&__frosted_type).__frosted_words(),
            )
        },
        || {
            let (left,) = (left,);
            let (right,) = (right,);
            {
                if right == 0 {
                    return Err("no answer");
                }
                Ok(left / right)
            }
        },
    );
}
pub(crate) fn count(limit: u8) -> impl Iterator<Item = u8> {
    let __frosted_call = {
        use ::frosted::__private::traits::*;
        static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
            ::frosted::__private::SpanSpec {
                module: ::core::module_path!(),
                name: "count",
                fields: &["limit"],
                ..::frosted::__private::SpanSpec::DEFAULT
            },
            &__FROSTED_SITE,
        );
        ::frosted::__private::register!(__FROSTED_SITE);
        let (limit,) = (&limit,);
        if ::frosted::__private::Site::records(&__FROSTED_SITE) {
            ::frosted::__private::Call::start(
                &__FROSTED_SITE,
                &[(&&&::frosted::__private::Probe(&limit)).__frosted_capture()],
            )
        } else {
            ::frosted::__private::Call::start(&__FROSTED_SITE, &[])
        }
    };
    let __frosted_entered = ::frosted::__private::Call::scoped(__frosted_call);
    let (limit,) = (limit,);
    {
        0..limit
    }
}
pub(crate) fn boxed(
    value: u8,
) -> std::pin::Pin<Box<dyn Future<Output = Result<u8, u8>> + Send>> {
    let __frosted_call = {
        use ::frosted::__private::traits::*;
        static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
            ::frosted::__private::SpanSpec {
                module: ::core::module_path!(),
                name: "boxed",
                fields: &["value"],
                ..::frosted::__private::SpanSpec::DEFAULT
            },
            &__FROSTED_SITE,
        );
        ::frosted::__private::register!(__FROSTED_SITE);
        let (value,) = (&value,);
        if ::frosted::__private::Site::records(&__FROSTED_SITE) {
            ::frosted::__private::Call::start(
                &__FROSTED_SITE,
                &[(&&&::frosted::__private::Probe(&value)).__frosted_capture()],
            )
        } else {
            ::frosted::__private::Call::start(&__FROSTED_SITE, &[])
        }
    };
    let __frosted_type = ::frosted::__private::Type::<
        std::pin::Pin<Box<dyn Future<Output = Result<u8, u8>> + Send>>,
    >::NEW;
    let __frosted_hand = {
        use ::frosted::__private::traits::*;
        (&&__frosted_type).__frosted_hand()
    };
    let __frosted_seen = ::frosted::__private::seen_by(__frosted_hand, __frosted_type);
    return ::frosted::__private::Hand::end(
        __frosted_hand,
        __frosted_call,
        __frosted_type,
        {
            use ::frosted::__private::traits::*;
            ::frosted::__private::Judged(
                (&&&&&__frosted_seen).__frosted_kind(),
                (&&&&__frosted_seen).__frosted_words(),
            )
        },
        || {
            let (value,) = (value,);
            {
                Box::pin(async move { Err(value) })
            }
        },
    );
}
pub(crate) async fn later(text: &str) -> Result<Box<dyn std::fmt::Debug + '_>, String> {
    let mut __frosted_call = {
        static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
            ::frosted::__private::SpanSpec {
                module: ::core::module_path!(),
                name: "later",
                ..::frosted::__private::SpanSpec::DEFAULT
            },
            &__FROSTED_SITE,
        );
        ::frosted::__private::register!(__FROSTED_SITE);
        ::frosted::__private::Call::start(&__FROSTED_SITE, &[])
    };
    let __frosted_type = ::frosted::__private::Type::<
        Result<Box<dyn std::fmt::Debug + '_>, String>,
    >::NEW;
    return ::frosted::__private::drive(
            &mut __frosted_call,
            __frosted_type,
            {
                use ::frosted::__private::traits::*;
                ::frosted::__private::Judged(
                    (&&&&&__frosted_type).__frosted_kind(),
                    (&&&&__frosted_type).__frosted_words(),
                )
            },
            async move {
                if false {
                    return ::frosted::__private::never(__frosted_type);
                }
                {
                    if text.is_empty() {
                        return Err("empty".to_owned());
                    }
                    Ok(Box::new(text))
                }
            },
        )
        .await;
}
