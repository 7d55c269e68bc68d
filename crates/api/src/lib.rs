//! What Rolewright can be asked to do: one function per user request.
//!
//! The wire types are in `wire`; TypeScript is generated from them into `ui/src/host/generated`.

pub mod wire;
