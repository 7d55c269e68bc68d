//! The bodies of the fuzz targets; the suites that run without a fuzzer are in `suite/`.

pub mod fuzz;
