use frosted::{Level, observed};

pub(crate) struct Account {
    pub(crate) balance: u64,
}

impl Account {
    #[observed(
        "withdraw money",
        level = Level::DEBUG,
        target = "bank",
        kind = "client",
        skip(reason),
        fields(balance = self.balance, amount, shown = %reason, later = Empty),
        err(level = "warn", Display),
        ret
    )]
    pub(crate) fn withdraw(&mut self, amount: u64, reason: &str, pin: u32) -> Result<u64, String> {
        if pin != 1234 {
            return Err(format!("wrong pin for {reason}"));
        }
        self.balance -= amount;
        Ok(self.balance)
    }

    #[observed(
        labels(large = amount > 100),
        buckets = ["1ms", "250ms"],
        slo(availability = "99.95", latency(le = "250ms", target = "99"))
    )]
    pub(crate) fn deposit(&mut self, amount: u64) {
        self.balance += amount;
    }
}
