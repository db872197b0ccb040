//! The names of the lines, and of the levels of a control chart, at their ends in the right margin, moved apart where they
//! would overlap.

use super::{
    bounds::At,
    fan,
    label::{Anchor, LINE, Label},
    layout::{Layout, NAME_GAP},
    name::NameLines,
};
use crate::role::Role;

/// A placed name.
pub(crate) struct Name<'a> {
    /// Its lines of text.
    pub(crate) labels: Vec<Label<'a>>,
    /// From the end of the line to its name, where that is not next to it.
    pub(crate) leader: Option<[At; 2]>,
    /// The role of that leader.
    pub(crate) leader_role: Role,
}

/// A named end.
struct End<'a> {
    at: At,
    /// How far from the end its leader starts, to be clear of the shape there.
    clear: f64,
    name: &'a NameLines,
}

/// The names of all lines that have a value, and of the levels, each at the height of its end or as near as the others allow.
pub(crate) fn names<'a>(layout: &'a Layout<'_>) -> Vec<Name<'a>> {
    let mut ends = ends(layout);
    ends.sort_by(|a, b| a.at.1.total_cmp(&b.at.1));
    let wanted: Vec<_> =
        ends.iter().map(|end| (end.at.1, end.name.lines.len() as f64 * LINE + 2.0)).collect();
    let tops = spread(&wanted, layout.plot.top - 8.0, layout.floor + 6.0);

    let x = layout.plot.right + NAME_GAP;
    ends.into_iter()
        .zip(wanted)
        .zip(tops)
        .map(|((End { at, clear, name }, (_, height)), top)| {
            let label = |(row, line): (usize, &'a String)| {
                Label::level_with(line, name.role, Anchor::Start, (x, top + 1.0 + (row as f64 + 0.5) * LINE))
            };
            let middle = top + height / 2.0;
            let is_next = x - at.0 < NAME_GAP * 2.0 && (middle - at.1).abs() < 3.0;
            Name {
                labels: name.lines.iter().enumerate().map(label).collect(),
                leader: (!is_next).then_some([(at.0 + clear, at.1), (x - 3.0, middle)]),
                leader_role: name.leader,
            }
        })
        .collect()
}

/// The ends of all lines that have a value, and of the named levels.
fn ends<'a>(layout: &'a Layout<'_>) -> Vec<End<'a>> {
    let lines = layout.chart.lines.iter().zip(&layout.names).enumerate();
    let lines = lines.filter_map(|(place, (line, name))| {
        let last = || line.points.iter().rev().find_map(|point| layout.at(point));
        // A line with a forecast goes on to the end of that.
        let ahead = if place == 0 { fan::end(layout) } else { None };
        Some(End { at: ahead.or_else(last)?, clear: 7.0, name })
    });
    let levels = layout.levels.iter().map(|level| End {
        at: (layout.plot.right, layout.y(level.value)),
        clear: 1.5,
        name: &level.name,
    });
    lines.chain(levels).collect()
}

/// Things stacked on one another and moved together.
struct Cluster {
    height: f64,
    /// The sum, over all things in it, of the cluster's top if that thing were at its wanted place.
    tops: f64,
    count: f64,
    heights: Vec<f64>,
}

/// The tops of things whose middles are wanted at given heights, moved as little as possible to keep them apart and within
/// bounds. `wanted` are middles and heights, from the highest down.
fn spread(wanted: &[(f64, f64)], highest: f64, lowest: f64) -> Vec<f64> {
    let top = |cluster: &Cluster| (cluster.tops / cluster.count).min(lowest - cluster.height).max(highest);
    let mut clusters: Vec<Cluster> = Vec::with_capacity(wanted.len());
    for (middle, height) in wanted {
        let mut cluster =
            Cluster { height: *height, tops: middle - height / 2.0, count: 1.0, heights: vec![*height] };
        while let Some(above) = clusters.pop_if(|above| top(above) + above.height > top(&cluster)) {
            cluster = Cluster {
                height: above.height + cluster.height,
                tops: above.tops + cluster.tops - cluster.count * above.height,
                count: above.count + cluster.count,
                heights: [above.heights, cluster.heights].concat(),
            };
        }
        clusters.push(cluster);
    }
    clusters
        .iter()
        .flat_map(|cluster| {
            cluster.heights.iter().scan(top(cluster), |next, height| {
                let top = *next;
                *next += height;
                Some(top)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn things_move_apart_and_no_further() {
        assert_eq!(spread(&[(20.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [15.0, 45.0]);
        assert_eq!(spread(&[(50.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [40.0, 50.0]);
        assert_eq!(spread(&[(99.0, 10.0), (99.0, 10.0), (99.0, 10.0)], 0.0, 100.0), [70.0, 80.0, 90.0]);
        assert_eq!(spread(&[(0.0, 10.0), (1.0, 10.0)], 0.0, 100.0), [0.0, 10.0]);
        assert_eq!(spread(&[], 0.0, 100.0), Vec::<f64>::new());
    }
}
