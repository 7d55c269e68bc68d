use super::*;
use crate::contract;

#[test]
fn every_recorded_error_has_a_code_and_a_message() {
    let mut seen = 0;
    for file in [
        "recordings/misc/arm-errors.json",
        "recordings/misc/graph-errors.json",
        "recordings/misc/throttling-429.json",
    ] {
        let Some(exchanges) = contract::exchanges(file) else { return };
        for exchange in exchanges {
            let refusal = read(exchange.status, &exchange.body);
            assert!(!refusal.code.is_empty() && !refusal.message.is_empty(), "{file}: {refusal:?}");
            assert!(!refusal.message.contains("<html"), "{file}: {refusal:?}");
            assert!(!refusal.message.starts_with('{'), "{file}: {refusal:?}");
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn every_error_in_every_recording_is_read() {
    let Some(files) = contract::recordings() else { return };
    let mut seen = 0;
    for file in files {
        for exchange in contract::exchanges(&file).unwrap_or_default().iter().filter(|e| e.status >= 400) {
            let refusal = read(exchange.status, &exchange.body);
            assert!(!refusal.code.is_empty() && !refusal.message.is_empty(), "{file}: {refusal:?}");
            seen += 1;
        }
    }
    assert!(seen > 150, "{seen}");
}

#[test]
fn each_shape_gives_code_and_message() {
    let shapes = [
        (r#"{"error":{"code":"A","message":"b"}}"#, "A", "b"),
        (r#"{"code":"BadRequest","message":"too far back"}"#, "BadRequest", "too far back"),
        (
            r#"{"Code":"429","Message":"wait","Target":null,"Details":[{"Message":"wait"},{"Code":"429"}]}"#,
            "429",
            "wait",
        ),
        (r#"{"code":400309,"httpStatusCode":"BadRequest","message":"no"}"#, "400309", "no"),
        (
            r#"{"error":{"code":"General","message":"m","additionalInfo":[{"type":"UserFacingError","info":{"code":"Special","message":"words"}}]}}"#,
            "Special",
            "words",
        ),
        (
            r#"{"error":"invalid_grant","error_description":"AADSTS70008: expired"}"#,
            "invalid_grant",
            "AADSTS70008: expired",
        ),
        (r#""{\"code\":\"X\",\"message\":\"y\"}""#, "X", "y"),
        (r#""just words""#, "Http418", "just words"),
        ("plain words", "Http418", "plain words"),
        (
            "<html><head><title>Our services aren't available</title></head></html>",
            "Http418",
            "Our services aren't available",
        ),
        ("", "Http418", "Azure answered with status 418 and without a message"),
        ("null", "Http418", "Azure answered with status 418 and without a message"),
        ("{}", "Http418", "Azure answered with status 418 and without a message"),
        ("[1]", "Http418", "Azure answered with status 418 and without a message"),
        (r#"{"error":{"code":null,"message":{"value":"deep"}}}"#, "Http418", "deep"),
        (r#"{"error":{"code":"Cut","mess"#, "Http418", r#"{"error":{"code":"Cut","mess"#),
        ("\u{0}\u{1}", "Http418", "\u{0}\u{1}"),
    ];
    for (body, code, message) in shapes {
        let refusal = read(418, body.as_bytes());
        assert_eq!((refusal.code.as_str(), refusal.message.as_str()), (code, message), "{body}");
    }
    assert_eq!(read(500, &[0xff, 0xfe]).code, "Http500");
    assert_eq!(
        read(409, br#"{"error":{"code":"M","message":"m","details":[null,{"code":"D","message":"e"}]}}"#)
            .details
            .len(),
        1
    );
}
