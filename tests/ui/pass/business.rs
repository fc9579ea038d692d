// Business metrics on functions of many shapes, without anything in scope.
#![no_implicit_prelude]
#![deny(warnings)]

mod tracing {}
mod frosted {}

#[derive(::frosted::Label)]
enum Plan {
    Free,
    Pro,
}

#[::frosted::business_metric(counter, "calls", labels(plan = plan, quick = *quick))]
fn by_reference<'a>(plan: &'a Plan, quick: &bool) -> &'a Plan {
    let _ = quick;
    plan
}

struct Shop;

impl Shop {
    #[::frosted::business_metric(counter, "made", labels(plan))]
    fn made(&mut self, plan: Plan) -> Self {
        let _ = plan;
        Self
    }

    #[::frosted::business_metric(counter, "moved", value = ret.len())]
    fn moved(mut names: ::std::vec::Vec<::std::string::String>) -> ::std::vec::Vec<::std::string::String> {
        names.pop();
        names
    }

    #[::frosted::observed]
    #[::frosted::business_metric(histogram, "sizes", unit = "bytes", value = size)]
    async fn above(&self, size: u32) -> ::core::result::Result<u32, ::std::string::String> {
        if size > 3 {
            return ::core::result::Result::Err(::std::string::String::new());
        }
        ::core::result::Result::Ok(size)
    }

    #[::frosted::business_metric(gauge, "sizes_now", unit = "bytes", value = size)]
    #[::frosted::observed]
    async fn below<T: ::core::marker::Send>(&self, size: u32, _more: T) -> impl ::core::fmt::Debug + use<T> {
        size
    }
}

#[::frosted::business_metric(gauge, "load")]
struct Load {
    plan: Plan,
}

fn main() {
    by_reference(&Plan::Free, &true);
    Shop.made(Plan::Pro).made(Plan::Free);
    Shop::moved(::std::vec::Vec::new());
    ::core::mem::drop((Shop.above(3), Shop.below(3, ())));
    Load { plan: Plan::Pro }.set(3);
}
