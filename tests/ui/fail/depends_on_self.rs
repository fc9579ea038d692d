// The static description cannot depend on the type around it; a name can, as it is recorded.
use frosted::{Level, observed};

struct Shop;

impl Shop {
    const TARGET: &'static str = "shop";
    const LEVEL: Level = Level::DEBUG;

    #[observed(target = Self::TARGET)]
    fn target() {}

    #[observed(level = Self::LEVEL)]
    fn level() {}

    #[observed(fields({ Self::TARGET } = 1))]
    fn field() {}

    #[observed(name = Self::TARGET)]
    fn name() {}
}

fn main() {}
