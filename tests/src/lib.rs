//! Nothing but a home for the suites in `suite/`.
