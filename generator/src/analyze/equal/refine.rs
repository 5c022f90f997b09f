//! Splits classes until the parts of all members of one are of the same classes (Hopcroft's partition refinement).
//!
//! Only what refers to something that has just left its class is looked at again, and the most of a class stay in it: a chain of
//! types costs its length, not the square of it.

use std::collections::BTreeMap;
use std::collections::HashMap;

/// The class of each node, from the class that each looks like and the nodes that it refers to.
pub(super) fn refined(looks: Vec<usize>, parts: &[Vec<usize>]) -> Vec<usize> {
    let mut partition = Partition::of(looks);
    let mut referring: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
    for (node, parts) in parts.iter().enumerate() {
        for part in parts {
            referring[*part].push(node);
        }
    }
    let mut open: Vec<usize> = (0..parts.len()).collect();
    while !open.is_empty() {
        let left = partition.split(&open, parts);
        let mut next: Vec<usize> = left
            .into_iter()
            .flat_map(|node| referring[node].iter().copied())
            .collect();
        next.sort_unstable();
        next.dedup();
        open = next;
    }
    partition.class
}

/// The groups in an order that is the same in each run.
fn sorted(groups: HashMap<Vec<usize>, Vec<usize>>) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort_unstable();
    groups
}

/// Which node is of which class.
struct Partition {
    class: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// Where each node stands among the members of its class.
    place: Vec<usize>,
}

impl Partition {
    fn of(class: Vec<usize>) -> Self {
        let count = class.iter().max().map_or(0, |largest| largest + 1);
        let mut members = vec![Vec::new(); count];
        let mut place = Vec::with_capacity(class.len());
        for (node, class) in class.iter().enumerate() {
            place.push(members[*class].len());
            members[*class].push(node);
        }
        Self {
            class,
            members,
            place,
        }
    }

    /// Splits the classes of these nodes by the classes of their parts; gives the nodes that have left theirs.
    fn split(&mut self, open: &[usize], parts: &[Vec<usize>]) -> Vec<usize> {
        let mut by_class: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for node in open {
            by_class.entry(self.class[*node]).or_default().push(*node);
        }
        let mut leaving = Vec::new();
        for (class, open) in by_class {
            leaving.extend(self.leaving(class, &open, parts));
        }
        // None moves before all were looked at.
        for group in &leaving {
            self.found(group);
        }
        leaving.concat()
    }

    /// The groups of a class that leave it, of which these nodes may differ from the others, which are all alike.
    fn leaving(&self, class: usize, open: &[usize], parts: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let of = |node: usize| -> Vec<usize> {
            parts[node].iter().map(|part| self.class[*part]).collect()
        };
        let mut groups: HashMap<Vec<usize>, Vec<usize>> = HashMap::new();
        for node in open {
            groups.entry(of(*node)).or_default().push(*node);
        }
        let members = &self.members[class];
        let mut others = members
            .iter()
            .filter(|node| open.binary_search(node).is_err());
        if let Some(first) = others.next() {
            let alike = groups.remove(&of(*first)).unwrap_or_default();
            let largest = groups.values().map(Vec::len).max().unwrap_or_default();
            if members.len() - open.len() + alike.len() >= largest {
                return sorted(groups);
            }
            let others = others.copied().chain([*first]).chain(alike);
            groups.insert(of(*first), others.collect());
        }
        let mut groups = sorted(groups);
        let largest = groups
            .iter()
            .enumerate()
            .max_by_key(|(_, group)| group.len());
        if let Some((place, _)) = largest {
            groups.swap_remove(place);
        }
        groups
    }

    /// Makes a class of these nodes.
    fn found(&mut self, group: &[usize]) {
        let class = self.members.len();
        self.members.push(Vec::new());
        for node in group {
            let old = self.class[*node];
            let place = self.place[*node];
            self.members[old].swap_remove(place);
            if let Some(moved) = self.members[old].get(place) {
                self.place[*moved] = place;
            }
            self.place[*node] = self.members[class].len();
            self.members[class].push(*node);
            self.class[*node] = class;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::refined;

    /// Whether two nodes are of one class, for each pair in turn.
    fn are_equal(looks: &[usize], parts: &[Vec<usize>], pairs: &[(usize, usize)]) -> Vec<bool> {
        let class = refined(looks.to_vec(), parts);
        let is_equal = |(one, other): &(usize, usize)| class[*one] == class[*other];
        pairs.iter().map(is_equal).collect()
    }

    #[test]
    fn nodes_are_equal_whose_parts_are() {
        // Two chains of which the ends differ, and two that are alike; a circle of one and a circle of two.
        let parts = [
            vec![1],
            vec![2],
            vec![],
            vec![4],
            vec![5],
            vec![],
            vec![4],
            vec![7],
            vec![9],
            vec![8],
        ];
        let looks = [0, 0, 1, 0, 0, 2, 0, 0, 0, 0];
        let pairs = [(0, 3), (1, 4), (3, 6), (0, 1), (7, 8), (8, 9), (0, 7)];
        let equal = [false, false, true, false, true, true, false];
        assert_eq!(are_equal(&looks, &parts, &pairs), equal);
    }

    #[test]
    fn a_long_chain_takes_no_longer_than_it_is() {
        let count = 100_000;
        let parts: Vec<Vec<usize>> = (1..=count)
            .map(|next| (next..count.min(next + 1)).collect())
            .collect();
        let class = refined(vec![0; count], &parts);
        assert_ne!(class[0], class[1]);
    }
}
