use super::*;
use crate::annotations::annotate;
use crate::sample::{Desktop, NOW, records};
use crate::wire::annotations::{Annotate, AnnotationState, ObjectKind as Object};
use crate::wire::error::ErrorCode;

const HOSTILE: &str =
    "<script>alert(1)</script><img src=x onerror=alert(2)> | [a](javascript:x) `b` \u{202e}&amp;";

async fn annotated() -> Desktop {
    let desk = Desktop::open().await;
    let widened = rolewright_store::object::ObjectId::of(&rolewright_authz::records::Record::RoleAssignment(
        Box::new(desk.story.widened.clone()),
    ));
    for (object, key, state, note) in [
        (Object::RoleAssignment, widened.key, AnnotationState::Question, HOSTILE),
        (
            Object::Principal,
            desk.story.deleted.to_string(),
            AnnotationState::AcceptRisk { until: "2026-11-30".into() },
            "leaves at the end of the month",
        ),
    ] {
        let request = Annotate { snapshot: desk.story.second, object, key, state, note: note.into() };
        annotate(&desk.app, &request).await.unwrap();
    }
    desk
}

async fn report(desk: &Desktop, format: ReviewFormat) -> String {
    desk.choose("");
    let request = SaveReview { snapshot: desk.story.second, format };
    let saved = save_review(&desk.app, request).await.unwrap().unwrap();
    assert!(saved.path.contains("Contoso review 2026-11-20."), "{}", saved.path);
    std::fs::read_to_string(saved.path).unwrap()
}

#[tokio::test]
async fn the_page_needs_and_runs_nothing() {
    let desk = annotated().await;
    let page = report(&desk, ReviewFormat::Html).await;
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("default-src 'none'"));
    for danger in ["<script", "<img", "<link", "<iframe", "src=", "href=", "url(", "@import"] {
        let found = page.match_indices(danger).count();
        // What was written stands there as text, its brackets escaped.
        let in_text = if danger == "src=" { 1 } else { 0 };
        assert_eq!(found, in_text, "{danger}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(page.contains("&amp;amp;"), "what looks escaped is escaped again");
}

#[tokio::test]
async fn both_formats_say_the_same() {
    let desk = annotated().await;
    let (page, markdown) =
        (report(&desk, ReviewFormat::Html).await, report(&desk, ReviewFormat::Markdown).await);
    let story = &desk.story;
    for text in
        ["Contoso", "2026-11-20T23:00:00Z", "anna", "2026-11-21T00:00:00Z", "risk accepted until 2026-11-30"]
    {
        assert!(page.contains(text), "{text} in {page}");
        assert!(
            markdown.contains(&text.replace(':', "\\:")) || markdown.contains(text),
            "{text} in {markdown}"
        );
    }
    let opened = desk.app.opened(story.second).await.unwrap();
    let review = Review::of(&opened.database, &opened.access, NOW).await.unwrap().progress;
    assert_eq!((review.questions, review.reviewed), (1, 0));
    assert!(markdown.contains(&format!("{} privileged assignments", review.privileged)));
    assert!(markdown.contains(&format!("{} not looked at", review.privileged - 1)));
    assert!(markdown.contains("User Access Administrator") && page.contains("User Access Administrator"));
    assert!(markdown.contains("&lt;script&gt;") && !markdown.contains("<script>"));
    for line in markdown.lines().filter(|line| line.starts_with('|')) {
        let cells = line.replace("\\|", "").matches('|').count();
        assert!((4..=6).contains(&cells), "{line}");
    }
}

#[tokio::test]
async fn what_could_not_be_read_is_listed() {
    let desk = Desktop::open().await;
    let database = desk.database().await;
    let refused = database.coverage(desk.story.second).await.unwrap();
    let count = refused.iter().filter(|line| !is_read(line)).count();
    let page = report(&desk, ReviewFormat::Html).await;
    assert_eq!(page.contains("Every scope of every stage was read"), count == 0);
    // A snapshot that stopped at once: nothing was read, and the report says so.
    let origin = rolewright_store::pull::Origin {
        tenant: rolewright_condition::guid::Guid::from_u128(9),
        tenant_name: "<i>Fabrikam</i>".into(),
        account: "x".into(),
        source: "test".into(),
    };
    let snapshot = database.begin_pull(&origin, 5).await.unwrap().snapshot();
    let report = Report::of(&desk.app, snapshot).await.unwrap();
    let page = report.write(ReviewFormat::Html);
    assert!(page.contains("not read to its end") && page.contains("&lt;i&gt;Fabrikam"), "{page}");
    assert!(page.contains("Nothing was written yet") && page.contains("the pull did not come to it"));
    assert!(!records(database, desk.story.second, ObjectKind::Lock).await.is_empty());
}

#[tokio::test]
async fn a_report_that_cannot_be_written_says_so() {
    let desk = Desktop::open().await;
    let save =
        async |snapshot| save_review(&desk.app, SaveReview { snapshot, format: ReviewFormat::Html }).await;
    assert_eq!(save(desk.story.second).await.unwrap(), None);
    assert_eq!(save(77).await.unwrap_err().code, ErrorCode::NotFound);
    desk.choose("no/such/folder/x.html");
    let error = save(desk.story.second).await.unwrap_err();
    assert!(error.code == ErrorCode::File && error.hint.is_some(), "{error:?}");
    if cfg!(target_os = "linux") {
        desk.choose("/dev/full");
        let error = save(desk.story.second).await.unwrap_err();
        assert!(error.message.contains("No space left"), "{error:?}");
    }
}
