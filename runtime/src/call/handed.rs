//! Boxed futures and streams that a function hands out, known by their type: an alias of one, or an
//! associated type, is one too. The call lasts as long as they do.

use super::future::Observed;
use super::{Call, run};
use crate::returned::{Judge, Type};
use futures_core::Stream;
use std::pin::Pin;

/// What a body returns, and who ends the call with it.
pub trait Hand<R> {
    /// What a judge sees of it.
    #[doc(hidden)]
    type Seen;

    /// Runs the body, and ends the call or hands it on.
    #[doc(hidden)]
    fn end<J>(self, call: Call, ty: Type<R>, judge: J, body: impl FnOnce() -> R) -> R
    where
        J: Judge<Self::Seen> + Send + Sync + 'static;
}

/// The type that a judge looks at.
#[inline]
pub fn seen_by<R, H: Hand<R>>(_: H, _: Type<R>) -> Type<H::Seen> {
    Type::NEW
}

/// The value itself is what the call returns.
#[derive(Clone, Copy, Debug)]
pub struct Kept;

impl<R> Hand<R> for Kept {
    type Seen = R;

    #[inline]
    fn end<J: Judge<R>>(self, call: Call, ty: Type<R>, judge: J, body: impl FnOnce() -> R) -> R {
        run(call, ty, judge, body)
    }
}

/// The value is a boxed future or stream.
#[derive(Clone, Copy, Debug)]
pub struct Handed;

impl<D: Rewrap + ?Sized> Hand<Pin<Box<D>>> for Handed {
    type Seen = D::Seen;

    #[inline]
    fn end<J>(
        self,
        mut call: Call,
        _: Type<Pin<Box<D>>>,
        judge: J,
        body: impl FnOnce() -> Pin<Box<D>>,
    ) -> Pin<Box<D>>
    where
        J: Judge<D::Seen> + Send + Sync + 'static,
    {
        let boxed = call.making(body);
        D::rewrap(Observed::new(call, judge, boxed))
    }
}

/// A trait object that can be put around an observed one of its own kind.
pub trait Rewrap {
    /// What it gives: a future's output, or a stream's item.
    #[doc(hidden)]
    type Seen;

    #[doc(hidden)]
    fn rewrap<J>(observed: Observed<Pin<Box<Self>>, J, Call>) -> Pin<Box<Self>>
    where
        J: Judge<Self::Seen> + Send + Sync + 'static;
}

macro_rules! rewrap {
    ($seen:ident: $($object:ty),+) => {
        $(impl<'a, $seen: 'a> Rewrap for $object {
            type Seen = $seen;

            fn rewrap<J>(observed: Observed<Pin<Box<Self>>, J, Call>) -> Pin<Box<Self>>
            where
                J: Judge<$seen> + Send + Sync + 'static,
            {
                Box::pin(observed)
            }
        })+
    };
}

rewrap!(
    T: dyn Future<Output = T> + 'a,
    dyn Future<Output = T> + Send + 'a,
    dyn Future<Output = T> + Send + Sync + 'a,
    dyn Stream<Item = T> + 'a,
    dyn Stream<Item = T> + Send + 'a,
    dyn Stream<Item = T> + Send + Sync + 'a
);

/// Tier: a boxed future or stream.
pub trait ByHanded {
    #[doc(hidden)]
    fn __frosted_hand(&self) -> Handed;
}

impl<D: Rewrap + ?Sized> ByHanded for &Type<Pin<Box<D>>> {
    fn __frosted_hand(&self) -> Handed {
        Handed
    }
}

/// Last tier: anything else.
pub trait ByKept {
    #[doc(hidden)]
    fn __frosted_hand(&self) -> Kept;
}

impl<R> ByKept for Type<R> {
    fn __frosted_hand(&self) -> Kept {
        Kept
    }
}
