//! Where an operation hangs, and what its method is called: by its id, its tag and its path.
//!
//! Servers that make up ids put the tag, the path and the method of HTTP into them. What is there exactly as they put it there is
//! left out, since the resource says it.

use crate::lower::api::tag::resources_of;
use crate::model::Name;
use crate::model::singular;
use crate::spec;
use crate::spec::Tag;

/// What an id can end with when it is made of a path and its method; any other method where it is its own.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// What files of servers are called that an id can name after its application.
const MODULES: [&str; 10] = [
    "api",
    "app",
    "controllers",
    "endpoints",
    "handlers",
    "main",
    "router",
    "routers",
    "routes",
    "views",
];

/// The resources an operation hangs off, and its method.
pub(super) struct Address {
    pub(super) resources: Vec<String>,
    /// What the method can be called, shortest first. The last is the whole id, or is made of the whole path.
    pub(super) methods: Vec<String>,
}

impl Address {
    /// Calls the method of an id that other operations have too after its own method of HTTP, or else after its path.
    pub(super) fn tell_apart(&mut self, verb: &str, path: &str) {
        for method in &mut self.methods {
            *method = format!("{verb} {method}");
        }
        self.methods.extend(of_path(verb, path, None));
    }

    /// What else the method can be called, where another is called like all of it: the method of HTTP says more, and the path.
    pub(super) fn longer(&self, verb: &str, path: &str) -> Vec<String> {
        let whole = self.whole();
        let starts_with_verb = words(whole).first().is_some_and(|first| first == verb);
        let after_verb = || [format!("{verb} {whole}")];
        let before = (!starts_with_verb).then(after_verb);
        let after = starts_with_verb.then(after_verb);
        let of_path = of_path(verb, path, None);
        // The last thing that can differ.
        let slash = path.ends_with('/').then(|| [format!("{whole} slash")]);
        let before = before.into_iter().flatten().chain(of_path);
        let after = slash.into_iter().chain(after).flatten();
        before.chain(after).collect()
    }

    /// What the document calls the method.
    pub(super) fn whole(&self) -> &str {
        self.methods.last().map_or("", String::as_str)
    }
}

/// From `a.b.c` or `a/b/c`: resources `a` and `b`, method `c`. From any other id: the first tag below those around it, and the id. Without an id, or
/// with one that is a path: the method and the path.
pub(super) fn address(
    operation: &spec::Operation,
    tags: &[Tag],
    verb: &str,
    path: &str,
) -> Address {
    let of_tags = || resources_of(operation, tags);
    let id = operation.operation_id.as_ref();
    let Some(id) = id.filter(|id| !is_path(&id.value, verb, path)) else {
        let resources = of_tags();
        let methods = of_path(verb, path, resources.last().map(String::as_str));
        return Address { resources, methods };
    };
    let is_part = |part: &&str| Name::of_value(part).is_some();
    let mut parts: Vec<&str> = id.value.split(['.', '/']).filter(is_part).collect();
    let (resources, whole) = match parts.pop() {
        Some(method) if !parts.is_empty() => {
            (parts.into_iter().map(str::to_owned).collect(), method)
        }
        _ => (of_tags(), id.value.as_str()),
    };
    let resource = resources.last().map(String::as_str);
    let summary = operation.summary.as_deref();
    let handler = summary.and_then(|summary| without_module(whole, summary, path, resource));
    let methods = handler
        .into_iter()
        .chain(of_id(whole, verb, path, resource));
    Address {
        methods: methods.collect(),
        resources,
    }
}

/// Whether an id is a path, by itself or after a method of HTTP: `get-/pets/{id}`. `get/pets` is one at `/pets` alone.
fn is_path(id: &str, verb: &str, path: &str) -> bool {
    let mut methods = METHODS.into_iter().chain([verb]);
    let after_method = methods.find_map(|method| {
        let start = id.get(..method.len())?;
        let is_method = start.eq_ignore_ascii_case(method);
        id.get(method.len()..).filter(|_| is_method)
    });
    let is_after_method = after_method.is_some_and(|rest| {
        let after_sign = rest.strip_prefix(['-', '_', ' ', ':']);
        rest == path || after_sign.is_some_and(|rest| rest.starts_with('/'))
    });
    is_after_method || id.starts_with('/') || id.contains('/') && id.contains('{')
}

/// `get /pets/{id}/toys` is `get pets by id toys`, and in the resource `pets` also `get by id toys`.
fn of_path(verb: &str, path: &str, resource: Option<&str>) -> Vec<String> {
    let segments: Vec<&str> = segments(path).collect();
    let called = |segments: &[&str]| {
        let words = segments.iter().map(|segment| match variable(segment) {
            Some(variable) => format!("by {variable}"),
            None => (*segment).to_owned(),
        });
        let words: Vec<String> = [verb.to_owned()].into_iter().chain(words).collect();
        words.join(" ")
    };
    let resource = resource.and_then(Name::of_value);
    let is_resource = |segment: &&str| {
        let name = Name::of_value(segment).filter(|_| variable(segment).is_none());
        name.is_some_and(|name| Some(name.plain()) == resource.as_ref().map(Name::plain))
    };
    let place = segments.iter().position(is_resource);
    let shorter = place.map(|place| called(&segments[place + 1..]));
    shorter.into_iter().chain([called(&segments)]).collect()
}

/// An id without what its server put around it, and the id.
fn of_id(id: &str, verb: &str, path: &str, resource: Option<&str>) -> Vec<String> {
    let of_path = without_path_and_method(id, verb, path).map(str::to_owned);
    let own = of_path.or_else(|| without_repetition(id, path));
    let own = own.unwrap_or_else(|| id.to_owned());
    let shorter = resource.and_then(|resource| {
        let of_path = without_path(&own, path, resource);
        of_path.or_else(|| without_resource(&own, resource))
    });
    let mut names: Vec<String> = shorter.into_iter().chain([own]).collect();
    if names.last().is_some_and(|own| own != id) {
        names.push(id.to_owned());
    }
    names
}

/// `read_item` of `read_item_items__id__get`, as `FastAPI` puts the path and a method behind a name.
fn without_path_and_method<'i>(id: &'i str, verb: &str, path: &str) -> Option<&'i str> {
    let sign = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let path: String = path.chars().map(sign).collect();
    let mut methods = METHODS.into_iter().chain([verb]);
    let own = methods.find_map(|method| {
        let of_path = id.strip_suffix(method)?.strip_suffix('_')?;
        of_path.strip_suffix(path.as_str())
    })?;
    Name::of_value(own).is_some().then_some(own)
}

/// `list` of `ItemsController_list`, `items-list` or `Items_list` in the resource `items`, `create` of `item_create`, and `create` of
/// `items_create` in the resource `item`.
fn without_resource(id: &str, resource: &str) -> Option<String> {
    let id = Name::of_value(id)?;
    let resource = Name::of_value(resource)?;
    let all = resource.plain();
    let one = singular(all);
    let own = |resource: &str| {
        let own = id.plain().strip_prefix(resource)?;
        let own = own.strip_prefix("_controller").unwrap_or(own);
        is_name(own.strip_prefix('_')?)
    };
    let ends = id.plain().match_indices('_').map(|(end, _)| end);
    let mut beginnings = ends.filter_map(|end| id.plain().get(..end));
    let many = beginnings.find(|words| singular(words).as_deref() == Some(all));
    own(all).or_else(|| own(&one?)).or_else(|| own(many?))
}

/// `list` of `ItemsItemIdList` at `/items/{item_id}` in the resource `items`, as Litestar puts the path before a name.
fn without_path(id: &str, path: &str, resource: &str) -> Option<String> {
    let id = words(id);
    let all: Vec<&str> = segments(path).collect();
    let of_path: Vec<String> = all
        .iter()
        .flat_map(|segment| words(variable(segment).unwrap_or(segment)))
        .collect();
    let fixed = all.iter().filter(|segment| variable(segment).is_none());
    let fixed: Vec<String> = fixed.flat_map(|segment| words(segment)).collect();
    let has_variables = of_path.len() > fixed.len();
    let handler = id
        .strip_prefix(of_path.as_slice())
        .filter(|_| has_variables)?;
    let further = fixed.strip_prefix(words(resource).as_slice())?;
    if handler.is_empty() {
        return None;
    }
    is_name(&[further, handler].concat().join("_"))
}

/// `motto` of `MottoMotto` at `/motto`, as Litestar puts the path before a name that is the end of it.
fn without_repetition(id: &str, path: &str) -> Option<String> {
    let id = words(id);
    let fixed = segments(path).filter(|segment| variable(segment).is_none());
    let path: Vec<String> = fixed.flat_map(words).collect();
    let handler = id.strip_prefix(path.as_slice())?;
    let is_repeated = !handler.is_empty() && path.ends_with(handler);
    is_repeated.then(|| is_name(&path.join("_")))?
}

/// `list_boats` of `harbour_api_list_boats`, as Django Ninja puts the module before the name of a function, whose words are the
/// summary: `List Boats`. What of the module stands in the path too, and in no resource, says more.
fn without_module(id: &str, summary: &str, path: &str, resource: Option<&str>) -> Option<String> {
    let is_title = |word: &str| {
        let capital = word.chars().filter(char::is_ascii_uppercase).count();
        capital == 1 && word.starts_with(|c: char| c.is_ascii_uppercase())
    };
    let handler = summary.to_ascii_lowercase().replace(' ', "_");
    let module = words(id.strip_suffix(handler.as_str())?.strip_suffix('_')?);
    let is_file = |word: &String| MODULES.contains(&word.as_str());
    let path: Vec<String> = segments(path).flat_map(words).collect();
    let resource = resource.map_or_else(Vec::new, words);
    let is_said = |word: &String| !is_file(word) && path.contains(word) && !resource.contains(word);
    let is_handler = summary.split(' ').all(is_title) && module.last().is_some_and(is_file);
    (is_handler && !module.iter().any(is_said)).then(|| is_name(&handler))?
}

/// The words of a text, as a name has them.
fn words(text: &str) -> Vec<String> {
    let name = Name::of_value(text);
    name.map_or_else(Vec::new, |name| {
        name.plain().split('_').map(str::to_owned).collect()
    })
}

/// The words of a name, where they make one as they are.
fn is_name(words: &str) -> Option<String> {
    Name::of_value(words)
        .filter(|name| name.rust() == words)
        .map(|name| name.rust().to_owned())
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// The variable that a segment of a path is.
fn variable(segment: &str) -> Option<&str> {
    segment
        .strip_prefix('{')
        .map(|variable| variable.trim_end_matches('}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_puts_around_a_name_is_left_out() {
        let shortest = |id, path, resource| of_id(id, "get", path, resource).swap_remove(0);
        let items = Some("Items");
        // FastAPI, with and without a tag.
        assert_eq!(
            shortest("create_item_items_post", "/items", items),
            "create_item"
        );
        assert_eq!(
            shortest("read_item_items__id__get", "/items/{id}", None),
            "read_item"
        );
        assert_eq!(shortest("items_list_items__get", "/items/", items), "list");
        assert_eq!(
            of_id("find_items_query", "query", "/items", None)[0],
            "find"
        );
        // A route of several methods has the id of the first.
        assert_eq!(shortest("multi_multi_post", "/multi", None), "multi");
        // NestJS, TypeSpec, drf-spectacular.
        assert_eq!(shortest("ItemsController_update", "/b", items), "update");
        assert_eq!(shortest("Items_list", "/b", items), "list");
        assert_eq!(shortest("items-read_item", "/a", items), "read_item");
        // Ids that say what one of them is, as Dropshot's often do.
        assert_eq!(shortest("item_create", "/b", items), "create");
        assert_eq!(shortest("itemNotesAdd", "/b", Some("item")), "notes_add");
        assert_eq!(shortest("Items_remove", "/b", Some("item")), "remove");
        let policies = shortest("line_policies_read", "/b", Some("line_policy"));
        assert_eq!(policies, "read");
        // Litestar.
        assert_eq!(
            shortest("ItemsItemIdRead", "/items/{item_id}", items),
            "read"
        );
        assert_eq!(
            shortest("ItemsItemIdNotesAdd", "/items/{item_id}/notes", items),
            "notes_add"
        );
    }

    #[test]
    fn a_name_that_the_path_ends_with_stands_once() {
        let shortest = |id, path, resource| of_id(id, "get", path, resource).swap_remove(0);
        assert_eq!(shortest("MottoMotto", "/motto", Some("texts")), "motto");
        let with_variable = "/season/{season}";
        assert_eq!(shortest("SeasonSeason", with_variable, None), "season");
        assert_eq!(
            shortest("TextsMottoMotto", "/texts/motto", Some("texts")),
            "motto"
        );
        assert_eq!(shortest("ItemsList", "/items", None), "ItemsList");
        assert_eq!(shortest("ItemsItem", "/items", None), "ItemsItem");
    }

    #[test]
    fn the_module_of_a_function_is_left_out() {
        let own = |id, summary, path, resource| {
            without_module(id, summary, path, resource).unwrap_or_default()
        };
        let boats = Some("boats");
        let id = "harbour_api_list_boats";
        assert_eq!(own(id, "List Boats", "/api/boats", None), "list_boats");
        let id = "boats_api_routes_add_boat";
        assert_eq!(own(id, "Add Boat", "/boats", boats), "add_boat");
        let id = "__main___read_boat";
        assert_eq!(own(id, "Read Boat", "/boats/{id}", boats), "read_boat");
        // The path says it too, it is no module, or the summary is no name of a function.
        let id = "harbour_api_list_boats";
        assert_eq!(own(id, "List Boats", "/harbour/boats", boats), "");
        assert_eq!(own("get_map", "Map", "/assets/map", Some("Map")), "");
        assert_eq!(own(id, "List boats", "/boats", boats), "");
        assert_eq!(own(id, "All Boats", "/boats", boats), "");
    }

    #[test]
    fn what_only_looks_like_it_stays() {
        let whole = |id: &str, path, resource| assert_eq!(of_id(id, "get", path, resource), [id]);
        whole("list_items", "/items", Some("items"));
        whole("itemset_read", "/a", Some("items"));
        whole("items", "/items", Some("items"));
        whole("items_2fa", "/items", Some("items"));
        whole("items_type", "/items", Some("items"));
        whole("item_type", "/items", Some("items"));
        whole("item", "/items", Some("items"));
        whole("read_users_get", "/items", None);
        whole("_items_get", "/items", None);
    }

    #[test]
    fn an_id_that_is_a_path_is_told_from_names_with_slashes() {
        for id in [
            "/pets",
            "get/pets",
            "get-/pets/{id}",
            "POST /pets",
            "pets/{id}/toys",
        ] {
            assert!(is_path(id, "get", "/pets"), "{id}");
        }
        for id in ["pets/list", "get/toys", "gets-/", "a-get/b", "{id}", "get"] {
            assert!(!is_path(id, "get", "/pets"), "{id}");
        }
    }

    #[test]
    fn without_an_id_the_path_names_the_method() {
        assert_eq!(
            of_path("get", "/v1/pets/{id}/toys", Some("pets")),
            ["get by id toys", "get v1 pets by id toys"]
        );
        assert_eq!(of_path("get", "/pets/{id}", None), ["get pets by id"]);
    }
}
