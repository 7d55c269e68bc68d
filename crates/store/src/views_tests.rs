use crate::database::tests::temporary;

#[tokio::test]
async fn a_view_is_replaced_by_one_of_its_name_in_its_table() {
    let (_folder, db) = temporary().await;
    let first = db.save_view("assignments", "Guests", "kind:guest", "[]", "[]").await.unwrap();
    let other = db.save_view("changes", "Guests", "is:wider", "[]", "[]").await.unwrap();
    let again = db.save_view("assignments", "GUESTS", "is:privileged", "[1]", "[]").await.unwrap();
    assert_eq!(first, again);
    let list = db.views("assignments").await.unwrap();
    assert_eq!((list.len(), list[0].name.as_str(), list[0].filter.as_str()), (1, "GUESTS", "is:privileged"));
    assert!(db.save_view("assignments", "broken", "", "[", "[]").await.is_err(), "no JSON is not kept");
    db.delete_view(first).await.unwrap();
    db.delete_view(first).await.unwrap();
    assert!(db.views("assignments").await.unwrap().is_empty());
    assert_eq!(db.views("changes").await.unwrap()[0].id, other);
}
