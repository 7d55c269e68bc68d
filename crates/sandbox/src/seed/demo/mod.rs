//! Contoso, the demo tenant, and Contoso Security, the tenant of its Resource Guards. Every page of the app has
//! something to find here; each file tells its stories.

mod access;
mod backup;
mod delegation;
mod elevations;
mod guardrails;
mod people;
mod places;
mod privileged_identity;
mod security;

use jiff::Timestamp;

use super::draw::Draw;
use super::plant::Plant;
use crate::world::World;

/// The world of the demo.
pub(super) fn world(seed: u64, now: Timestamp) -> World {
    let mut plant = Plant::new("Contoso", "contoso.example", Draw::new(seed), now);
    let places = places::plant(&mut plant);
    let people = people::plant(&mut plant);
    access::plant(&mut plant, &places, &people);
    delegation::plant(&mut plant, &places, &people);
    privileged_identity::plant(&mut plant, &places, &people);
    guardrails::plant(&mut plant, &places, &people);
    people::lose(&mut plant, &people);
    let applications = plant.tenant.applications();
    let reader = applications.iter().find(|app| app.object_id == people.reader).cloned();
    let mut guards = security::plant(now, &mut plant.draw, &people, reader.as_ref());
    backup::plant(&mut plant, &places, &guards);
    let mut world = World::default();
    let (contoso, security) = (plant.tenant.id, guards.plant.tenant.id);
    for (home, there) in guards.same.drain(..) {
        world.same_account(vec![(contoso, home), (security, there)]);
    }
    world.add_tenant(plant.tenant);
    world.add_tenant(guards.plant.tenant);
    elevations::perform(&mut world, contoso, &people, &places, now);
    world
}

#[cfg(test)]
#[path = "demo_tests.rs"]
mod tests;
