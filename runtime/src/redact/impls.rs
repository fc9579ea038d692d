//! What holds values with rules has rules itself: of the standard library, by structure.

use super::out::Out;
use super::{Class, Redact};
use std::borrow::Cow;
use std::cell::{Cell, OnceCell, Ref, RefCell, RefMut};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::pin::Pin;
use std::sync::{
    Mutex, MutexGuard, OnceLock, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError,
};

macro_rules! by_reference {
    ($($holder:ty),+) => {
        $(impl<T: Redact + ?Sized> Redact for $holder {
            fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
                (**self).redact(out)
            }
        })+
    };
}

by_reference!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

impl<P: std::ops::Deref<Target: Redact>> Redact for Pin<P> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        (**self).redact(out)
    }
}

impl<T: Redact + ToOwned + ?Sized> Redact for Cow<'_, T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        (**self).redact(out)
    }
}

impl<T: Redact> Redact for Option<T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        match self {
            Some(value) => value.redact(out),
            None => out.none(),
        }
    }
}

impl<T: Redact, E: Redact> Redact for Result<T, E> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        match self {
            Ok(value) => out.tuple_variant("Ok").item(value).end(),
            Err(error) => out.tuple_variant("Err").item(error).end(),
        }
    }
}

macro_rules! sequences {
    ($($holder:ty),+) => {
        $(impl<T: Redact> Redact for $holder {
            fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
                let mut list = out.list();
                for value in self {
                    list.item(value);
                }
                list.end()
            }
        })+
    };
}

sequences!(
    [T],
    Vec<T>,
    VecDeque<T>,
    LinkedList<T>,
    BinaryHeap<T>,
    BTreeSet<T>
);

impl<T: Redact, const N: usize> Redact for [T; N] {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        self.as_slice().redact(out)
    }
}

impl<T: Redact, S> Redact for HashSet<T, S> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        let mut list = out.list();
        for value in self {
            list.item(value);
        }
        list.end()
    }
}

/// The entries of a map whose keys have rules, as pairs: a key is a value like any other.
fn entries<'m, K: Redact + 'm, V: Redact + 'm>(
    entries: impl Iterator<Item = (&'m K, &'m V)>,
    out: &mut Out<'_>,
) -> fmt::Result {
    let mut list = out.list();
    for (key, value) in entries {
        list.item(&Pair(key, value));
    }
    list.end()
}

struct Pair<'a, K, V>(&'a K, &'a V);

impl<K: Redact, V: Redact> Redact for Pair<'_, K, V> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        out.tuple("").item(self.0).item(self.1).end()
    }
}

impl<K: Redact, V: Redact, S> Redact for HashMap<K, V, S> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        entries(self.iter(), out)
    }
}

impl<K: Redact, V: Redact> Redact for BTreeMap<K, V> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        entries(self.iter(), out)
    }
}

macro_rules! tuples {
    ($($name:ident $place:tt),+) => {
        impl<$($name: Redact),+> Redact for ($($name,)+) {
            fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
                out.tuple("")$(.item(&self.$place))+.end()
            }
        }
    };
}

tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);

/// What somebody else holds for writing is not waited for.
impl<T: Redact + ?Sized> Redact for Mutex<T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        match self.try_lock() {
            Ok(value) => value.redact(out),
            Err(TryLockError::Poisoned(value)) => value.into_inner().redact(out),
            Err(TryLockError::WouldBlock) => out.placeholder("<locked>"),
        }
    }
}

impl<T: Redact + ?Sized> Redact for RwLock<T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        match self.try_read() {
            Ok(value) => value.redact(out),
            Err(TryLockError::Poisoned(value)) => value.into_inner().redact(out),
            Err(TryLockError::WouldBlock) => out.placeholder("<locked>"),
        }
    }
}

impl<T: Redact + ?Sized> Redact for RefCell<T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        match self.try_borrow() {
            Ok(value) => value.redact(out),
            Err(_) => out.placeholder("<borrowed>"),
        }
    }
}

impl<T: Redact + Copy> Redact for Cell<T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        self.get().redact(out)
    }
}

impl<T: Redact> Redact for OnceCell<T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        match self.get() {
            Some(value) => value.redact(out),
            None => out.none(),
        }
    }
}

impl<T: Redact> Redact for OnceLock<T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        match self.get() {
            Some(value) => value.redact(out),
            None => out.none(),
        }
    }
}

macro_rules! guards {
    ($($guard:ident),+) => {
        $(impl<T: Redact + ?Sized> Redact for $guard<'_, T> {
            fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
                (**self).redact(out)
            }
        })+
    };
}

guards!(MutexGuard, RwLockReadGuard, RwLockWriteGuard, Ref, RefMut);

/// There is nothing in it.
impl<T: ?Sized> Redact for PhantomData<T> {
    fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
        out.unit("PhantomData")
    }
}

/// An address on the network is somebody's: `pii`.
macro_rules! addresses {
    ($($ty:ty),+) => {
        $(impl Redact for $ty {
            fn redact(&self, out: &mut Out<'_>) -> fmt::Result {
                out.classified(Class::PII, Some(&self.to_string()))
            }
        })+
    };
}

addresses!(
    IpAddr,
    Ipv4Addr,
    Ipv6Addr,
    SocketAddr,
    SocketAddrV4,
    SocketAddrV6
);
