// A method that a trait only declares has no body to observe.
use frosted::observed;

trait Store {
    #[observed]
    fn load(&self, id: u64) -> u64;
}

fn main() {}
