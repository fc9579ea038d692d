//! `uuid`.

use super::printed;
use uuid::Uuid;

printed!(Uuid);
