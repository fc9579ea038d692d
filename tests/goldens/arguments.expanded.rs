use frosted::{Level, observed};
pub(crate) struct Account {
    pub(crate) balance: u64,
}
impl Account {
    pub(crate) fn withdraw(
        &mut self,
        amount: u64,
        reason: &str,
        pin: u32,
    ) -> Result<u64, String> {
        let __frosted_call = {
            use ::frosted::__private::traits::*;
            static __FROSTED_SPEC: ::frosted::__private::Spec = ::frosted::__private::Spec {
                function: "withdraw",
                kind: "client",
                err: ::frosted::__private::ErrorEvent {
                    announced: true,
                    level: ::core::option::Option::Some(
                        ::frosted::__private::Level::WARN,
                    ),
                },
                ..::frosted::__private::Spec::DEFAULT
            };
            static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
                ::frosted::__private::SpanSpec {
                    module: ::core::module_path!(),
                    name: "withdraw money",
                    target: "bank",
                    level: Level::DEBUG,
                    fields: &["balance", "amount", "shown", "later"],
                    besides: ::core::option::Option::Some(&__FROSTED_SPEC),
                },
                &__FROSTED_SITE,
            );
            ::frosted::__private::register!(__FROSTED_SITE);
            let (amount,) = (&amount,);
            if ::frosted::__private::Site::records(&__FROSTED_SITE) {
                ::frosted::__private::Call::start(
                    &__FROSTED_SITE,
                    &[
                        (&&&&::frosted::__private::Explicit(&(self.balance)))
                            .__frosted_capture(),
                        (&&&::frosted::__private::Probe(&amount)).__frosted_capture(),
                        match &(reason) {
                            __frosted_value => {
                                ::frosted::__private::display(
                                    __frosted_value,
                                    (&&::frosted::__private::Probe(__frosted_value))
                                        .__frosted_class(),
                                )
                            }
                        },
                        ::frosted::__private::Captured::Nothing,
                    ],
                )
            } else {
                ::frosted::__private::Call::start(&__FROSTED_SITE, &[])
            }
        };
        let __frosted_type = ::frosted::__private::Type::<Result<u64, String>>::NEW;
        return ::frosted::__private::run(
            __frosted_call,
            __frosted_type,
            ::frosted::__private::Showing(
                ::frosted::__private::error_display(
                    __frosted_type,
                    {
                        use ::frosted::__private::traits::*;
                        ::frosted::__private::Judged(
                            (&&&&&__frosted_type).__frosted_kind(),
                            (&&&&__frosted_type).__frosted_words(),
                        )
                    },
                ),
                {
                    use ::frosted::__private::traits::*;
                    (&&&&&__frosted_type).__frosted_show()
                },
            ),
            || {
                let (amount,) = (amount,);
                {
                    if pin != 1234 {
                        return Err(format!("wrong pin for {reason}"));
                    }
                    self.balance -= amount;
                    Ok(self.balance)
                }
            },
        );
    }
    pub(crate) fn deposit(&mut self, amount: u64) {
        let __frosted_call = {
            use ::frosted::__private::traits::*;
            static __FROSTED_COUNTING: ::frosted::__private::Counting = ::frosted::__private::Counting::new(
                &[
                    ::frosted::__private::LabelSpec {
                        name: "large",
                        values: ::frosted::__private::values_of(|amount: u64| ::frosted::__private::witness(
                            &(amount > 100),
                        )),
                        max: ::core::option::Option::None,
                    },
                ],
                &[1000000u64, 250000000u64],
                ::core::option::Option::Some(::frosted::__private::Objective {
                    name: "deposit",
                    availability: ::core::option::Option::Some(
                        ::frosted::__private::Goal("99.95"),
                    ),
                    latency: ::core::option::Option::Some(::frosted::__private::Latency {
                        within: 250000000u64,
                        goal: ::frosted::__private::Goal("99"),
                    }),
                    allow_unreachable: false,
                }),
            );
            static __FROSTED_SPEC: ::frosted::__private::Spec = ::frosted::__private::Spec {
                counting: ::core::option::Option::Some(&__FROSTED_COUNTING),
                ..::frosted::__private::Spec::DEFAULT
            };
            static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
                ::frosted::__private::SpanSpec {
                    module: ::core::module_path!(),
                    name: "deposit",
                    fields: &["amount"],
                    besides: ::core::option::Option::Some(&__FROSTED_SPEC),
                    ..::frosted::__private::SpanSpec::DEFAULT
                },
                &__FROSTED_SITE,
            );
            ::frosted::__private::register!(__FROSTED_SITE);
            ::frosted::__private::Call::labelled(
                if ::frosted::__private::Site::records(&__FROSTED_SITE) {
                    ::frosted::__private::Call::start(
                        &__FROSTED_SITE,
                        &[(&&&::frosted::__private::Probe(&amount)).__frosted_capture()],
                    )
                } else {
                    ::frosted::__private::Call::start(&__FROSTED_SITE, &[])
                },
                &[::frosted::__private::label_text(&(amount > 100))],
            )
        };
        let __frosted_entered = ::frosted::__private::Call::scoped(__frosted_call);
        {
            self.balance += amount;
        }
    }
}
