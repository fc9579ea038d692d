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
            static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
                ::frosted::__private::Spec {
                    function: "withdraw",
                    module: ::core::module_path!(),
                    name: "withdraw money",
                    target: "bank",
                    level: Level::DEBUG,
                    kind: "client",
                    fields: &["balance", "amount", "shown", "later"],
                    err: ::frosted::__private::ErrorEvent {
                        announced: true,
                        level: ::core::option::Option::Some(
                            ::frosted::__private::Level::WARN,
                        ),
                    },
                    ..::frosted::__private::Spec::DEFAULT
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
}
