//! Types that contain each other over many levels: some of them are held so that the compiler does not look into them.
//!
//! Whether a type is `Send`, or needs to be dropped, the compiler finds out by following what it contains, lists and maps among it,
//! and rejects what is more than 128 steps deep; each level of types takes some six of them. It follows circles too, each type of
//! one once: so a circle of many types is as deep as it is long.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::analyze::cycles::contained;
use crate::model::Api;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeReference;
use crate::model::visit::TypeKey;

/// How many levels of types the compiler looks into.
const DEEPEST: usize = 10;

/// Marks the types that are held apart, and holds them so.
pub(crate) fn hold_apart(api: &mut Api) {
    let apart = Graph::of(api).apart();
    if apart.is_empty() {
        return;
    }
    for (operation, types) in api.type_lists_mut() {
        for definition in types {
            definition.is_apart = apart.contains(&definition.key(operation));
            let is_apart = |reference: &TypeReference| apart.contains(&reference.key(operation));
            // Whoever makes a value gives what is in a box, and not a list of boxes.
            let is_whole = definition.usage.request;
            for ty in contained(&mut definition.shape) {
                hold(ty, is_whole, &is_apart);
            }
        }
    }
}

fn hold(ty: &mut Type, is_whole: bool, is_apart: &impl Fn(&TypeReference) -> bool) {
    if !ty.named().is_some_and(is_apart) {
        return;
    }
    match ty {
        Type::Boxed(_) => {}
        Type::List(inner) | Type::Map { value: inner, .. } | Type::Nullable(inner) if !is_whole => {
            hold(inner, is_whole, is_apart);
        }
        ty => {
            let inner = std::mem::replace(ty, Type::Any);
            *ty = Type::Boxed(Box::new(inner));
        }
    }
}

/// All types by number, each with those that it contains.
struct Graph {
    keys: Vec<TypeKey>,
    contained: Vec<Vec<usize>>,
}

impl Graph {
    fn of(api: &Api) -> Self {
        let keys: Vec<TypeKey> = api.definitions().map(|(key, _)| key).collect();
        let numbers = keys.iter().zip(0..);
        let numbers: HashMap<&TypeKey, usize> = numbers.collect();
        let contained = |(key, shape): (TypeKey, &Shape)| -> Vec<usize> {
            let references = shape.types().into_iter().filter_map(Type::named);
            let numbers = references
                .filter_map(|reference| numbers.get(&reference.key(key.operation)).copied());
            numbers.collect()
        };
        let definitions = api.definitions();
        let contained = definitions
            .map(|(key, definition)| contained((key, &definition.shape)))
            .collect();
        Self { keys, contained }
    }

    fn apart(self) -> HashSet<TypeKey> {
        let mut search = Search::new(&self.contained);
        for node in 0..self.keys.len() {
            search.visit(node);
        }
        let apart = search.apart;
        let keys = self.keys.into_iter().zip(apart);
        keys.filter_map(|(key, is_apart)| is_apart.then_some(key))
            .collect()
    }
}

/// A search for circles (Tarjan's), which gives each after those that it contains.
struct Search<'g> {
    contained: &'g [Vec<usize>],
    /// When each type was met, and the earliest type that it leads back to.
    met: Vec<Option<(usize, usize)>>,
    count: usize,
    stack: Vec<usize>,
    is_on_stack: Vec<bool>,
    /// How many levels of types are below each, itself included.
    heights: Vec<usize>,
    apart: Vec<bool>,
}

impl<'g> Search<'g> {
    fn new(contained: &'g [Vec<usize>]) -> Self {
        let nodes = contained.len();
        Self {
            contained,
            met: vec![None; nodes],
            count: 0,
            stack: Vec::new(),
            is_on_stack: vec![false; nodes],
            heights: vec![0; nodes],
            apart: vec![false; nodes],
        }
    }

    /// The earliest type that this one leads back to.
    fn visit(&mut self, node: usize) -> usize {
        if let Some((_, earliest)) = self.met[node] {
            return earliest;
        }
        let number = self.count;
        self.count += 1;
        self.met[node] = Some((number, number));
        self.stack.push(node);
        self.is_on_stack[node] = true;
        let mut earliest = number;
        for &next in &self.contained[node] {
            if self.met[next].is_none() || self.is_on_stack[next] {
                earliest = earliest.min(self.visit(next));
            }
        }
        self.met[node] = Some((number, earliest));
        if earliest == number {
            let start = self.stack.iter().rposition(|one| *one == node);
            let circle = self.stack.split_off(start.unwrap_or_default());
            for &one in &circle {
                self.is_on_stack[one] = false;
            }
            self.finish(&circle);
        }
        earliest
    }

    /// Finds out how deep the types of a circle are, which may be one type; all that they contain besides is known.
    fn finish(&mut self, circle: &[usize]) {
        if circle.len() <= DEEPEST {
            let height = circle
                .iter()
                .map(|node| self.below(*node, circle, circle.len()));
            let height = height.max().unwrap_or_default();
            for &node in circle {
                self.heights[node] = height;
            }
        } else {
            let circle: HashSet<usize> = circle.iter().copied().collect();
            let mut open = HashSet::new();
            let mut sorted: Vec<usize> = circle.iter().copied().collect();
            sorted.sort_unstable();
            for node in sorted {
                self.unwind(node, &circle, &mut open);
            }
        }
    }

    /// How deep a type of a short circle is: what would be too deep in it is held apart.
    fn below(&mut self, node: usize, circle: &[usize], own: usize) -> usize {
        let mut deepest = own;
        for &next in self.contained[node]
            .iter()
            .filter(|next| !circle.contains(next))
        {
            deepest = deepest.max(self.height_with(own, next));
        }
        deepest
    }

    /// The same of a long circle, in which each type that something leads back to is held apart.
    fn unwind(&mut self, node: usize, circle: &HashSet<usize>, open: &mut HashSet<usize>) {
        if self.heights[node] > 0 {
            return;
        }
        open.insert(node);
        let mut deepest = 1;
        for &next in &self.contained[node] {
            if open.contains(&next) {
                self.apart[next] = true;
            } else {
                if circle.contains(&next) {
                    self.unwind(next, circle, open);
                }
                deepest = deepest.max(self.height_with(1, next));
            }
        }
        open.remove(&node);
        self.heights[node] = deepest;
    }

    /// How deep a type of `own` levels is that contains another: not deeper than the compiler looks.
    fn height_with(&mut self, own: usize, next: usize) -> usize {
        let height = own + self.heights[next];
        if height > DEEPEST {
            self.apart[next] = true;
        }
        if self.apart[next] { own } else { height }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TypeDefinition;
    use crate::model::testing::api;
    use crate::model::testing::field;
    use crate::model::testing::object;
    use crate::model::testing::shared;

    fn list(of: usize) -> Type {
        Type::List(Box::new(shared(&format!("T{of}"))))
    }

    /// Which of these types are held apart, the first holding the second, and so on.
    fn apart(types: Vec<TypeDefinition>) -> Vec<usize> {
        let mut api = api(types, Vec::new());
        hold_apart(&mut api);
        let types = api.types.iter().enumerate();
        types
            .filter_map(|(number, one)| one.is_apart.then_some(number))
            .collect()
    }

    fn chain(length: usize) -> Vec<TypeDefinition> {
        let one = |number: usize| {
            let next = field("next", list(number + 1));
            let is_last = number + 1 == length;
            let fields = if is_last { Vec::new() } else { vec![next] };
            object(&format!("T{number}"), fields)
        };
        (0..length).map(one).collect()
    }

    #[test]
    fn a_short_chain_stays_as_it_is() {
        assert!(apart(chain(DEEPEST)).is_empty());
    }

    #[test]
    fn a_long_chain_is_cut_at_each_so_many_levels() {
        assert_eq!(apart(chain(2 * DEEPEST + 5)), [5, 15]);
    }

    #[test]
    fn a_circle_is_cut_where_it_closes_and_only_a_long_one() {
        let circle = |length: usize| {
            let mut types = chain(length);
            types[length - 1] = object(&format!("T{}", length - 1), vec![field("first", list(0))]);
            types
        };
        assert!(apart(circle(DEEPEST)).is_empty());
        assert_eq!(apart(circle(DEEPEST + 2)), [0, 2]);
    }

    #[test]
    fn each_is_held_where_it_is_met() {
        let mut types = chain(DEEPEST + 1);
        types[0] = object(
            "T0",
            vec![field("next", list(1)), field("name", Type::String)],
        );
        let mut api = api(types, Vec::new());
        hold_apart(&mut api);
        let boxed = Type::List(Box::new(Type::Boxed(Box::new(shared("T1")))));
        assert_eq!(api.types[0].shape.fields()[0].ty, boxed);
        assert_eq!(api.types[1].shape.fields()[0].ty, list(2));
    }
}
