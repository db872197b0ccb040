//! A plan as its file would have it.

use crate::{
    desk::{AsAt, Desk},
    error::Error,
    figure, outline,
    table::{ChangeNoteRow, DefinitionRow, RatingRuleRow, TargetRow, is},
    versions::as_at,
};
use domain::{
    access::Visitor,
    figure::Origin,
    outline::Outline,
    plan_file::{PlanFile, Words},
    slug::Slug,
};
use std::collections::{BTreeSet, HashMap};

/// A plan and its published figures, as its file would have them: only with the indicators that it places or writes about.
/// `None` where the record holds no plan of this name. What partners recorded is left out; what they wrote about it is
/// included, as far as the desk's visitor may see it, separate from what everybody is shown.
///
/// # Errors
/// When the engine fails or the record holds what this version cannot read.
pub async fn export(desk: &Desk, plan: &Slug) -> Result<Option<PlanFile>, Error> {
    let Some(mut outline) = outline::of(desk, plan).await? else { return Ok(None) };
    let mut named = said_of(desk, plan).await?;
    named.extend(outline.evidence.iter().filter_map(|evidence| evidence.indicator.clone()));
    named.extend(
        outline.evidence.iter().filter_map(|evidence| Some(evidence.claim.as_ref()?.indicator.clone())),
    );
    outline
        .indicators
        .retain(|indicator| !indicator.placements.is_empty() || named.contains(&indicator.slug));
    let is_there: BTreeSet<_> = outline.indicators.iter().map(|indicator| indicator.slug.clone()).collect();
    outline.targets.retain(|target| is_there.contains(&target.series.indicator));
    outline.change_notes.retain(|note| is_there.contains(&note.indicator));
    outline.rating_rules.retain(|rule| is_there.contains(&rule.indicator));
    // What people say of single figures is no part of a plan.
    outline.marks.clear();
    let published = outline.indicators.iter().filter(|indicator| indicator.origin == Origin::Published);
    let published: Vec<Slug> = published.map(|indicator| indicator.slug.clone()).collect();
    let mut figures = figure::approved_of(desk, &published).await?;
    figures.retain(|figure| figure.origin == Origin::Published);
    // In the plan's order of indicators, where a person would look for them.
    let places: HashMap<&Slug, usize> = published.iter().enumerate().map(|(at, slug)| (slug, at)).collect();
    figures.sort_by_key(|figure| places.get(&figure.series.indicator).copied());
    let words = words(desk, plan, &mut outline).await?;
    Ok(Some(PlanFile { outline, figures, words }))
}

/// Takes out of an outline what the public is not shown.
async fn words(desk: &Desk, plan: &Slug, outline: &mut Outline) -> Result<Words, Error> {
    let stranger = desk.record().desk(Visitor::Stranger, AsAt::Number(desk.number())).await?;
    let Some(told) = outline::of(&stranger, plan).await? else { return Ok(Words::default()) };
    fn apart<T: PartialEq>(items: &mut Vec<T>, told: &[T]) -> Vec<T> {
        let (everybody, partners) = std::mem::take(items).into_iter().partition(|item| told.contains(item));
        *items = everybody;
        partners
    }
    Ok(Words {
        targets: apart(&mut outline.targets, &told.targets),
        rating_rules: apart(&mut outline.rating_rules, &told.rating_rules),
        change_notes: apart(&mut outline.change_notes, &told.change_notes),
    })
}

/// The indicators that a plan defines, has targets or tolerances for, or notes changes of.
async fn said_of(desk: &Desk, plan: &Slug) -> Result<BTreeSet<Slug>, Error> {
    let definitions = as_at(desk, &[is!(DefinitionRow, plan, &plan.into())]).await?;
    let mut named: BTreeSet<Slug> = definitions.into_iter().map(|row| row.indicator).collect();
    named.extend(as_at(desk, &[is!(TargetRow, plan, plan)]).await?.into_iter().map(|row| row.indicator));
    named.extend(as_at(desk, &[is!(ChangeNoteRow, plan, plan)]).await?.into_iter().map(|row| row.indicator));
    named.extend(as_at(desk, &[is!(RatingRuleRow, plan, plan)]).await?.into_iter().map(|row| row.indicator));
    Ok(named)
}
