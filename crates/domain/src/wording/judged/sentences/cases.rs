//! The sentence for each kind of series.

use super::{Case, HIGHER, LOWER, NEITHER, case, to};
use crate::target::Aim;

/// The cases with their sentences.
pub(super) const CASES: &[Case] = &[
    case(
        LOWER,
        "usual",
        None,
        "No target has been set. The latest figure is within the usual ups and downs. There is no clear trend \
            from year to year either.",
    ),
    case(
        LOWER,
        "high",
        None,
        "No target has been set. The latest figure is unusually high, which is \
            worse. There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "low",
        None,
        "No target has been set. The latest figure is unusually low, which is \
            better. There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "two high",
        None,
        "No target has been set. Two of the last three figures are unusually high, which is worse. There is \
            no clear trend from year to year.",
    ),
    case(
        LOWER,
        "two low",
        None,
        "No target has been set. Two of the last three figures are unusually low, which is better. There is \
            no clear trend from year to year.",
    ),
    case(
        LOWER,
        "shifted up",
        None,
        "No target has been set. The last 8 quarters are all above the average of the series (53.2), which \
            is worse. It has also gone up from year to year, by about 2.0 reports.",
    ),
    case(
        LOWER,
        "shifted down",
        None,
        "No target has been set. The last 8 quarters are all below the average of the series (47.5), which \
            is better. It has also gone down from year to year, by about 2.3 reports.",
    ),
    case(
        LOWER,
        "climbing",
        None,
        "No target has been set. It has gone up steadily over the last 8 quarters, which is worse. There is \
            no clear trend from year to year.",
    ),
    case(
        LOWER,
        "sinking",
        None,
        "No target has been set. It has gone down steadily over the last 8 quarters, which is better. There \
            is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "rising",
        None,
        "No target has been set. The last four quarters together are higher than chance would make them, \
            which is worse. It has also gone up from year to year, by about 3.0 reports.",
    ),
    case(
        LOWER,
        "falling",
        None,
        "No target has been set. The last four quarters together are lower than chance would make them, \
            which is better. It has also gone down from year to year, by about 5.0 reports.",
    ),
    case(
        LOWER,
        "rising, then low",
        None,
        "No target has been set. The latest figure is unusually low, which is better. But it has gone up from \
            year to year, by about 3.0 reports, which is worse.",
    ),
    case(
        HIGHER,
        "usual",
        None,
        "No target has been set. The latest figure is within the usual ups and downs. There is no clear trend \
            from year to year either.",
    ),
    case(
        HIGHER,
        "high",
        None,
        "No target has been set. The latest figure is unusually high, which is \
            better. There is no clear trend from year to year.",
    ),
    case(
        HIGHER,
        "low",
        None,
        "No target has been set. The latest figure is unusually low, which is \
            worse. There is no clear trend from year to year.",
    ),
    case(
        HIGHER,
        "two high",
        None,
        "No target has been set. Two of the last three figures are unusually high, which is better. There is \
            no clear trend from year to year.",
    ),
    case(
        HIGHER,
        "two low",
        None,
        "No target has been set. Two of the last three figures are unusually low, which is worse. There is no \
            clear trend from year to year.",
    ),
    case(
        HIGHER,
        "shifted up",
        None,
        "No target has been set. The last 8 quarters are all above the average of the series (53.2), which \
            is better. It has also gone up from year to year, by about 2.0 reports.",
    ),
    case(
        HIGHER,
        "shifted down",
        None,
        "No target has been set. The last 8 quarters are all below the average of the series (47.5), which \
            is worse. It has also gone down from year to year, by about 2.3 reports.",
    ),
    case(
        HIGHER,
        "climbing",
        None,
        "No target has been set. It has gone up steadily over the last 8 quarters, which is better. There is \
            no clear trend from year to year.",
    ),
    case(
        HIGHER,
        "sinking",
        None,
        "No target has been set. It has gone down steadily over the last 8 quarters, which is worse. There is \
            no clear trend from year to year.",
    ),
    case(
        HIGHER,
        "rising",
        None,
        "No target has been set. The last four quarters together are higher than chance would make them, \
            which is better. It has also gone up from year to year, by about 3.0 reports.",
    ),
    case(
        HIGHER,
        "falling",
        None,
        "No target has been set. The last four quarters together are lower than chance would make them, \
            which is worse. It has also gone down from year to year, by about 5.0 reports.",
    ),
    case(
        HIGHER,
        "rising, then low",
        None,
        "No target has been set. The latest figure is unusually low, which is worse. But it has gone up from \
            year to year, by about 3.0 reports, which is better.",
    ),
    case(
        NEITHER,
        "usual",
        None,
        "No target has been set. The latest figure is within the usual ups and downs. There is no clear trend \
            from year to year either.",
    ),
    case(
        NEITHER,
        "high",
        None,
        "No target has been set. The latest figure is unusually high. There is no clear trend from year to \
            year.",
    ),
    case(
        NEITHER,
        "low",
        None,
        "No target has been set. The latest figure is unusually low. There is no clear trend from year to \
            year.",
    ),
    case(
        NEITHER,
        "two high",
        None,
        "No target has been set. Two of the last three figures are unusually high. There is no clear trend \
            from year to year.",
    ),
    case(
        NEITHER,
        "two low",
        None,
        "No target has been set. Two of the last three figures are unusually low. There is no clear trend \
            from year to year.",
    ),
    case(
        NEITHER,
        "shifted up",
        None,
        "No target has been set. The last 8 quarters are all above the average of the series (53.2). It has \
            also gone up from year to year, by about 2.0 reports.",
    ),
    case(
        NEITHER,
        "shifted down",
        None,
        "No target has been set. The last 8 quarters are all below the average of the series (47.5). It has \
            also gone down from year to year, by about 2.3 reports.",
    ),
    case(
        NEITHER,
        "climbing",
        None,
        "No target has been set. It has gone up steadily over the last 8 quarters. There is no clear trend \
            from year to year.",
    ),
    case(
        NEITHER,
        "sinking",
        None,
        "No target has been set. It has gone down steadily over the last 8 \
            quarters. There is no clear trend from year to year.",
    ),
    case(
        NEITHER,
        "rising",
        None,
        "No target has been set. The last four quarters together are higher than chance would make them. It \
            has also gone up from year to year, by about 3.0 reports.",
    ),
    case(
        NEITHER,
        "falling",
        None,
        "No target has been set. The last four quarters together are lower than chance would make them. It \
            has also gone down from year to year, by about 5.0 reports.",
    ),
    case(
        NEITHER,
        "rising, then low",
        None,
        "No target has been set. The latest figure is unusually low. But it has gone \
            up from year to year, by about 3.0 reports.",
    ),
    case(
        LOWER,
        "usual",
        to(40.0),
        "It misses the target of 40 reports by 9 (red). The latest figure is within the usual ups and downs, \
            and the target will be missed unless something changes. There is no \
            clear trend from year to year either.",
    ),
    case(
        LOWER,
        "usual",
        to(48.0),
        "It misses the target of 48 reports by 1 (amber). The latest figure is within the usual ups and \
            downs, so the target may be met in one period and missed in the next. \
            There is no clear trend from year to year either.",
    ),
    case(
        LOWER,
        "usual",
        to(60.0),
        "It meets the target of 60 reports (green). The latest figure is within the usual ups and downs, and \
            the target will be met unless something changes. There is no clear trend from year to year either.",
    ),
    case(
        LOWER,
        "high",
        to(40.0),
        "It misses the target of 40 reports by 35 (red). The latest figure is unusually high, which is worse. \
            There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "high",
        to(48.0),
        "It misses the target of 48 reports by 27 (red). The latest figure is unusually high, which is worse. \
            There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "high",
        to(60.0),
        "It misses the target of 60 reports by 15 (red). The latest figure is unusually high, which is worse. \
            There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "low",
        to(40.0),
        "It meets the target of 40 reports (green). The latest figure is unusually low, which is better. \
            There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "low",
        to(48.0),
        "It meets the target of 48 reports (green). The latest figure is unusually low, which is better. \
            There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "low",
        to(60.0),
        "It meets the target of 60 reports (green). The latest figure is unusually low, which is better. \
            There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "shifted up",
        to(40.0),
        "It misses the target of 40 reports by 16 (red). The last 8 quarters are all above the average of the \
            series (53.2), which is worse. It has also gone up from year to year, by about 2.0 reports.",
    ),
    case(
        LOWER,
        "shifted up",
        to(48.0),
        "It misses the target of 48 reports by 8 (red). The last 8 quarters are all above the average of the \
            series (53.2), which is worse. It has also gone up from year to year, by about 2.0 reports.",
    ),
    case(
        LOWER,
        "shifted up",
        to(60.0),
        "It meets the target of 60 reports (green). But the last 8 quarters are all above the average of the series \
            (53.2), which is worse. It has also gone up from year to year, by about 2.0 reports.",
    ),
    case(
        LOWER,
        "shifted down",
        to(40.0),
        "It misses the target of 40 reports by 4 (red). But the last 8 quarters are all below the \
            average of the series (47.5), which is better. It has also gone down from year to year, by about 2.3 reports.",
    ),
    case(
        LOWER,
        "shifted down",
        to(48.0),
        "It meets the target of 48 reports (green). The last 8 quarters are all below the average of the \
            series (47.5), which is better. It has also gone down from year to year, by about 2.3 reports.",
    ),
    case(
        LOWER,
        "shifted down",
        to(60.0),
        "It meets the target of 60 reports (green). The last 8 quarters are all below the average of the \
            series (47.5), which is better. It has also gone down from year to year, by about 2.3 reports.",
    ),
    case(
        LOWER,
        "climbing",
        to(40.0),
        "It misses the target of 40 reports by 16 (red). It has gone up steadily over the last 8 quarters, \
            which is worse. There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "climbing",
        to(48.0),
        "It misses the target of 48 reports by 8 (red). It has gone up steadily over the last 8 quarters, \
            which is worse. There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "climbing",
        to(60.0),
        "It meets the target of 60 reports (green). But it has gone up steadily over the last 8 quarters, \
            which is worse. There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "sinking",
        to(40.0),
        "It misses the target of 40 reports by 4 (red). But it has gone down steadily over the last 8 \
            quarters, which is better. There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "sinking",
        to(48.0),
        "It meets the target of 48 reports (green). It has gone down steadily over the last 8 quarters, which \
            is better. There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "sinking",
        to(60.0),
        "It meets the target of 60 reports (green). It has gone down steadily over the last 8 quarters, which \
            is better. There is no clear trend from year to year.",
    ),
    case(
        HIGHER,
        "usual",
        to(30.0),
        "It meets the target of 30 reports (green). The latest figure is within the usual ups and downs, and \
            the target will be met unless something changes. There is no clear trend from year to year either.",
    ),
    case(
        HIGHER,
        "usual",
        to(51.0),
        "It misses the target of 51 reports by 2 (amber). The latest figure is within the usual ups and downs, \
            so the target may be met in one period and missed in the next. There is no \
            clear trend from year to year either.",
    ),
    case(
        HIGHER,
        "usual",
        to(70.0),
        "It misses the target of 70 reports by 21 (red). The latest figure is within the usual ups and downs, \
            and the target will be missed unless something changes. There is no \
            clear trend from year to year either.",
    ),
    case(
        HIGHER,
        "high",
        to(30.0),
        "It meets the target of 30 reports (green). The latest figure is unusually high, which is better. \
            There is no clear trend from year to year.",
    ),
    case(
        HIGHER,
        "high",
        to(51.0),
        "It meets the target of 51 reports (green). The latest figure is unusually high, which is better. \
            There is no clear trend from year to year.",
    ),
    case(
        HIGHER,
        "high",
        to(70.0),
        "It meets the target of 70 reports (green). The latest figure is unusually high, which is better. \
            There is no clear trend from year to year.",
    ),
    case(
        HIGHER,
        "low",
        to(30.0),
        "It misses the target of 30 reports by 5 (red). The latest figure is unusually low, which is worse. \
            There is no clear trend from year to year.",
    ),
    case(
        HIGHER,
        "low",
        to(51.0),
        "It misses the target of 51 reports by 26 (red). The latest figure is unusually low, which is worse. \
            There is no clear trend from year to year.",
    ),
    case(
        HIGHER,
        "low",
        to(70.0),
        "It misses the target of 70 reports by 45 (red). The latest figure is unusually low, which is worse. \
            There is no clear trend from year to year.",
    ),
    case(
        HIGHER,
        "shifted down",
        to(30.0),
        "It meets the target of 30 reports (green). But the last 8 quarters are all below the average of the series \
            (47.5), which is worse. It has also gone down from year to year, by about 2.3 reports.",
    ),
    case(
        HIGHER,
        "shifted down",
        to(51.0),
        "It misses the target of 51 reports by 7 (red). The last 8 quarters are all below the average of the \
            series (47.5), which is worse. It has also gone down from year to year, by about 2.3 reports.",
    ),
    case(
        HIGHER,
        "shifted down",
        to(70.0),
        "It misses the target of 70 reports by 26 (red). The last 8 quarters are all below the average of the \
            series (47.5), which is worse. It has also gone down from year to year, by about 2.3 reports.",
    ),
    case(
        HIGHER,
        "rising",
        to(30.0),
        "It meets the target of 30 reports (green). The last four quarters together are higher than chance \
            would make them, which is better. It has also gone up from year to year, by about 3.0 reports.",
    ),
    case(
        HIGHER,
        "rising",
        to(51.0),
        "It meets the target of 51 reports (green). The last four quarters together are higher than chance \
            would make them, which is better. It has also gone up from year to year, by about 3.0 reports.",
    ),
    case(
        HIGHER,
        "rising",
        to(70.0),
        "It misses the target of 70 reports by 6 (red). But the last four quarters together are higher than \
            chance would make them, which is better. It has also gone up from year to year, by about 3.0 \
            reports.",
    ),
    case(
        NEITHER,
        "usual",
        Some(Aim::Range(45.0, 55.0)),
        "It meets the target of 45 to 55 reports (green). The latest figure is within the usual ups and \
            downs. There is no clear trend from year to year either.",
    ),
    case(
        NEITHER,
        "high",
        Some(Aim::Range(45.0, 55.0)),
        "It misses the target of 45 to 55 reports by 20 (red). The latest figure is unusually high. There is \
            no clear trend from year to year.",
    ),
    case(
        NEITHER,
        "usual",
        Some(Aim::Range(50.0, 60.0)),
        "It misses the target of 50 to 60 reports by 1 (amber). The latest figure is within the usual ups and \
            downs. There is no clear trend from year to year either.",
    ),
    case(
        LOWER,
        "usual",
        Some(Aim::Range(45.0, 55.0)),
        "It meets the target of 45 to 55 reports (green). The latest figure is within the usual ups and \
            downs. There is no clear trend from year to year either.",
    ),
    case(
        LOWER,
        "high",
        Some(Aim::Range(45.0, 55.0)),
        "It misses the target of 45 to 55 reports by 20 (red). The latest figure is unusually high, which is \
            worse. There is no clear trend from year to year.",
    ),
    case(
        LOWER,
        "usual",
        Some(Aim::Range(50.0, 60.0)),
        "It misses the target of 50 to 60 reports by 1 (amber). The latest figure is within the usual ups and \
            downs. There is no clear trend from year to year either.",
    ),
    case(
        NEITHER,
        "usual",
        to(50.0),
        "The target is 50 reports. It is not rated: neither higher nor lower is better. The latest figure is \
            within the usual ups and downs. There is no clear trend from year to year either.",
    ),
    case(
        LOWER,
        "usual",
        to(0.0),
        "It misses the target of 0 reports. It is not rated: no tolerance is set for a target of 0. The \
            latest figure is within the usual ups and downs, and the target will be missed unless something \
            changes. There is no clear trend from year to year either.",
    ),
    case(
        LOWER,
        "few",
        None,
        "No target has been set. There are too few figures so far (5) to say what is usual. There are too \
            few comparable quarters to test for a trend.",
    ),
    case(
        LOWER,
        "few",
        to(48.0),
        "It misses the target of 48 reports by 1 (amber). There are too few figures so far (5) to say what \
            is usual. There are too few comparable quarters to test for a trend.",
    ),
    case(
        LOWER,
        "one",
        None,
        "No target has been set. One figure is not enough to show what is usual. There are too few comparable \
            quarters to test for a trend.",
    ),
    case(
        LOWER,
        "one",
        to(48.0),
        "It misses the target of 48 reports by 2 (amber). One figure is not enough to show what is usual. \
            There are too few comparable quarters to test for a trend.",
    ),
    case(LOWER, "constant", None, "No target has been set. Its figures do not vary."),
    case(
        LOWER,
        "constant",
        to(48.0),
        "It misses the target of 48 reports by 2 (amber). Its figures do not vary.",
    ),
    case(LOWER, "none", None, "No target has been set."),
    case(LOWER, "none", to(48.0), "The target is 48 reports."),
    case(
        LOWER,
        "apart",
        None,
        "No target has been set. There are too few figures so far (3) to say what is usual. There are too \
            few comparable quarters to test for a trend.",
    ),
    case(
        LOWER,
        "apart",
        to(48.0),
        "It misses the target of 48 reports by 1 (amber). There are too few figures so far (3) to say what \
            is usual. There are too few comparable quarters to test for a trend.",
    ),
];
