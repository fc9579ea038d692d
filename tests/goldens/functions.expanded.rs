use frosted::observed;
pub(crate) fn nothing() {
    static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
        ::frosted::__private::Spec {
            name: "nothing",
            function: "nothing",
            module: ::core::module_path!(),
            target: ::core::module_path!(),
            level: ::frosted::__private::Level::INFO,
            file: ::core::file!(),
            line: ::core::line!(),
            kind: "internal",
            fields: &[],
        },
        &__FROSTED_SITE,
    );
    ::frosted::__private::register!(__FROSTED_SITE);
    let __frosted_call = ::frosted::__private::Call::start(&__FROSTED_SITE, &[]);
    {
        let __frosted_entered = ::frosted::__private::Call::enter(&__frosted_call);
        ::frosted::__private::invoke::<()>(move || { {} })
    };
    ::frosted::__private::Call::finish(
        __frosted_call,
        &::frosted::__private::Verdict::Ok,
    );
}
/// Documentation and attributes stay where they were.
#[inline]
pub(crate) fn divide(left: u32, right: u32) -> Result<u32, &'static str> {
    use ::frosted::__private::traits::*;
    static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
        ::frosted::__private::Spec {
            name: "divide",
            function: "divide",
            module: ::core::module_path!(),
            target: ::core::module_path!(),
            level: ::frosted::__private::Level::INFO,
            file: ::core::file!(),
            line: ::core::line!(),
            kind: "internal",
            fields: &["left", "right"],
        },
        &__FROSTED_SITE,
    );
    ::frosted::__private::register!(__FROSTED_SITE);
    let __frosted_call = if ::frosted::__private::Site::records(&__FROSTED_SITE) {
        ::frosted::__private::Call::start(
            &__FROSTED_SITE,
            &[
                (&&::frosted::__private::Probe(&left)).__frosted_capture(),
                (&&::frosted::__private::Probe(&right)).__frosted_capture(),
            ],
        )
    } else {
        ::frosted::__private::Call::start(&__FROSTED_SITE, &[])
    };
    let __frosted_returned = {
        let __frosted_entered = ::frosted::__private::Call::enter(&__frosted_call);
        ::frosted::__private::invoke::<
            Result<u32, &'static str>,
        >(move || {
            let _ = (&right, &left);
            {
                if right == 0 {
                    return Err("no answer");
                }
                Ok(left / right)
            }
        })
    };
    let __frosted_verdict = (&&&::frosted::__private::Returned(&__frosted_returned))
        .__frosted_verdict();
    ::frosted::__private::Call::finish(__frosted_call, &__frosted_verdict);
    __frosted_returned
}
pub(crate) fn count(limit: u8) -> impl Iterator<Item = u8> {
    use ::frosted::__private::traits::*;
    static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
        ::frosted::__private::Spec {
            name: "count",
            function: "count",
            module: ::core::module_path!(),
            target: ::core::module_path!(),
            level: ::frosted::__private::Level::INFO,
            file: ::core::file!(),
            line: ::core::line!(),
            kind: "internal",
            fields: &["limit"],
        },
        &__FROSTED_SITE,
    );
    ::frosted::__private::register!(__FROSTED_SITE);
    let __frosted_call = if ::frosted::__private::Site::records(&__FROSTED_SITE) {
        ::frosted::__private::Call::start(
            &__FROSTED_SITE,
            &[(&&::frosted::__private::Probe(&limit)).__frosted_capture()],
        )
    } else {
        ::frosted::__private::Call::start(&__FROSTED_SITE, &[])
    };
    let __frosted_call = ::frosted::__private::Call::until_dropped(__frosted_call);
    let __frosted_entered = ::frosted::__private::Call::enter(&__frosted_call);
    { 0..limit }
}
pub(crate) fn boxed(
    value: u8,
) -> std::pin::Pin<Box<dyn Future<Output = Result<u8, u8>> + Send>> {
    use ::frosted::__private::traits::*;
    static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
        ::frosted::__private::Spec {
            name: "boxed",
            function: "boxed",
            module: ::core::module_path!(),
            target: ::core::module_path!(),
            level: ::frosted::__private::Level::INFO,
            file: ::core::file!(),
            line: ::core::line!(),
            kind: "internal",
            fields: &["value"],
        },
        &__FROSTED_SITE,
    );
    ::frosted::__private::register!(__FROSTED_SITE);
    let __frosted_call = if ::frosted::__private::Site::records(&__FROSTED_SITE) {
        ::frosted::__private::Call::start(
            &__FROSTED_SITE,
            &[(&&::frosted::__private::Probe(&value)).__frosted_capture()],
        )
    } else {
        ::frosted::__private::Call::start(&__FROSTED_SITE, &[])
    };
    let __frosted_future = {
        let __frosted_entered = ::frosted::__private::Call::enter(&__frosted_call);
        ::frosted::__private::invoke::<
            std::pin::Pin<Box<dyn Future<Output = Result<u8, u8>> + Send>>,
        >(move || {
            let _ = (&value,);
            { Box::pin(async move { Err(value) }) }
        })
    };
    let __frosted_future = ::frosted::__private::Call::drive(
        __frosted_call,
        __frosted_future,
    );
    ::std::boxed::Box::pin(async move {
        let (__frosted_returned, __frosted_call) = __frosted_future.await;
        let __frosted_verdict = (&&&::frosted::__private::Returned(&__frosted_returned))
            .__frosted_verdict();
        ::frosted::__private::Call::finish(__frosted_call, &__frosted_verdict);
        __frosted_returned
    })
}
pub(crate) async fn later(text: &str) -> Result<Box<dyn std::fmt::Debug + '_>, String> {
    use ::frosted::__private::traits::*;
    static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
        ::frosted::__private::Spec {
            name: "later",
            function: "later",
            module: ::core::module_path!(),
            target: ::core::module_path!(),
            level: ::frosted::__private::Level::INFO,
            file: ::core::file!(),
            line: ::core::line!(),
            kind: "internal",
            fields: &["text"],
        },
        &__FROSTED_SITE,
    );
    ::frosted::__private::register!(__FROSTED_SITE);
    let __frosted_call = if ::frosted::__private::Site::records(&__FROSTED_SITE) {
        ::frosted::__private::Call::start(
            &__FROSTED_SITE,
            &[(&&::frosted::__private::Probe(&text)).__frosted_capture()],
        )
    } else {
        ::frosted::__private::Call::start(&__FROSTED_SITE, &[])
    };
    let (
        __frosted_returned,
        __frosted_call,
    ): (Result<Box<dyn std::fmt::Debug + '_>, String>, _) = ::frosted::__private::Call::drive(
            __frosted_call,
            async move {
                let _ = (&text,);
                if false {
                    return ::frosted::__private::never::<
                        Result<Box<dyn std::fmt::Debug + '_>, String>,
                    >();
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
    let __frosted_verdict = (&&&::frosted::__private::Returned(&__frosted_returned))
        .__frosted_verdict();
    ::frosted::__private::Call::finish(__frosted_call, &__frosted_verdict);
    __frosted_returned
}
