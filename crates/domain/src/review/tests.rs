use super::{Course, Reviewed, Unready, seeded};
use crate::{
    outline::Outline,
    plan::{PlanYear, Priority},
    plan_file::small::board,
    slug::Slug,
};

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

/// The small plan with a second priority in its first year and a second year without any.
fn outline() -> Outline {
    let (mut outline, _) = board(&[]);
    let second = Priority { slug: slug("second"), name: "Second".into(), ..outline.priorities[0].clone() };
    outline.priorities.push(second);
    outline.years.push(PlanYear {
        slug: slug("2019-20"),
        first: "2019-04-01".parse().expect("a day"),
        last: "2020-03-31".parse().expect("a day"),
    });
    outline
}

fn said(priority: &str, decided: Option<Course>) -> Reviewed {
    Reviewed {
        year: slug("2018-19"),
        priority: slug(priority),
        recommended: Course::CarryOn,
        because: String::new(),
        decided,
        reason: "Agreed.".into(),
        focus_area: slug("safe"),
        name: format!("{priority} anew"),
        summary: "In other words.".into(),
    }
}

fn names(outline: &Outline, reviewed: &[Reviewed]) -> Vec<(String, String, Option<String>)> {
    let (next, priorities) = seeded(outline, &outline.years[0], reviewed).expect("the next year");
    assert_eq!(next.slug, slug("2019-20"));
    assert!(priorities.iter().all(|priority| priority.year == next.slug));
    let told = |priority: Priority| {
        (priority.slug.to_string(), priority.name, priority.follows.map(|slug| slug.to_string()))
    };
    priorities.into_iter().map(told).collect()
}

fn line(slug: &str, name: &str, follows: Option<&str>) -> (String, String, Option<String>) {
    (slug.to_owned(), name.to_owned(), follows.map(str::to_owned))
}

#[test]
fn a_review_says_what_the_next_year_is() {
    let outline = outline();
    let carried = [said("first", Some(Course::CarryOn)), said("second", Some(Course::Reword))];
    assert_eq!(
        names(&outline, &carried),
        [line("first", "First", Some("first")), line("second", "second anew", Some("second"))]
    );
    let changed = [
        said("first", Some(Course::Retire)),
        said("second", Some(Course::CarryOn)),
        said("third", Some(Course::Add)),
    ];
    assert_eq!(
        names(&outline, &changed),
        [line("second", "Second", Some("second")), line("third", "third anew", None)]
    );
    // A proposed priority that was not agreed to is not added.
    let refused = [
        said("first", Some(Course::CarryOn)),
        said("second", Some(Course::Retire)),
        said("third", Some(Course::Retire)),
    ];
    assert_eq!(names(&outline, &refused), [line("first", "First", Some("first"))]);
}

#[test]
fn nothing_is_seeded_before_everything_is_decided() {
    let mut outline = outline();
    let year = outline.years[0].clone();
    let why =
        |outline: &Outline, reviewed: &[Reviewed]| seeded(outline, &year, reviewed).expect_err("a reason");
    let half = [said("first", None), said("third", None)];
    assert_eq!(
        why(&outline, &half),
        [
            Unready::Undecided("First".into()),
            Unready::Undecided("Second".into()),
            Unready::Undecided("third anew".into())
        ]
    );
    let all = [said("first", Some(Course::Retire)), said("second", Some(Course::Retire))];
    assert_eq!(why(&outline, &all), [Unready::NothingLeft]);
    // A review of another year decides nothing.
    let other = all.clone().map(|said| Reviewed { year: slug("2019-20"), ..said });
    assert_eq!(why(&outline, &other).len(), 2);
    outline.years.pop();
    assert_eq!(why(&outline, &all), [Unready::NoNextYear(slug("2018-19"))]);
    outline.priorities.clear();
    assert!(why(&outline, &all).contains(&Unready::NoPriorities(slug("2018-19"))));
}

#[test]
fn what_the_plan_foresaw_gives_way_and_what_is_of_its_own_stays() {
    let mut outline = outline();
    let foreseen =
        |name: &str| Priority { slug: slug(name), year: slug("2019-20"), ..outline.priorities[0].clone() };
    outline.priorities.extend([foreseen("first"), foreseen("second"), foreseen("other")]);
    let decided = [said("first", Some(Course::Retire)), said("second", Some(Course::Reword))];
    assert_eq!(
        names(&outline, &decided),
        [line("second", "second anew", Some("second")), line("other", "First", None)]
    );
}
