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
        use ::frosted::__private::traits::*;
        static __FROSTED_SITE: ::frosted::__private::Site = ::frosted::__private::Site::new(
            ::frosted::__private::Spec {
                name: "withdraw money",
                function: "withdraw",
                module: ::core::module_path!(),
                target: "bank",
                level: Level::DEBUG,
                file: ::core::file!(),
                line: ::core::line!(),
                kind: "client",
                fields: &["balance", "amount", "shown", "later"],
            },
            &__FROSTED_SITE,
        );
        ::frosted::__private::register!(__FROSTED_SITE);
        let __frosted_call = if ::frosted::__private::Site::records(&__FROSTED_SITE) {
            ::frosted::__private::Call::start(
                &__FROSTED_SITE,
                &[
                    (&&&::frosted::__private::Explicit(&(self.balance)))
                        .__frosted_capture(),
                    (&&::frosted::__private::Probe(&amount)).__frosted_capture(),
                    ::frosted::__private::display(&(reason)),
                    ::frosted::__private::Captured::Nothing,
                ],
            )
        } else {
            ::frosted::__private::Call::start(&__FROSTED_SITE, &[])
        };
        let __frosted_returned = {
            let __frosted_entered = ::frosted::__private::Call::enter(&__frosted_call);
            ::frosted::__private::invoke::<
                Result<u64, String>,
            >(move || {
                let _ = (&pin, &reason, &amount, &self);
                {
                    if pin != 1234 {
                        return Err(format!("wrong pin for {reason}"));
                    }
                    self.balance -= amount;
                    Ok(self.balance)
                }
            })
        };
        {
            let __frosted_entered = ::frosted::__private::Call::enter(&__frosted_call);
            ::frosted::__private::announce_return(
                &__FROSTED_SITE,
                ::frosted::__private::Level::INFO,
                &(&&&::frosted::__private::Returned(&__frosted_returned))
                    .__frosted_return(),
            );
        }
        let __frosted_verdict = ::frosted::__private::error_display(
            &__frosted_returned,
            ::frosted::__private::Verdict::at(
                (&&&::frosted::__private::Returned(&__frosted_returned))
                    .__frosted_verdict(),
                ::frosted::__private::Level::WARN,
            ),
        );
        ::frosted::__private::Call::finish(__frosted_call, &__frosted_verdict);
        __frosted_returned
    }
}
