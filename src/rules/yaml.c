/* The strict YAML reader: see yaml.h. Built on libfyaml's events, not on its documents: those resolve anchors, end at
 * the first duplicate key and forget where things stood. libfyaml takes a NUL for the end of its input and is not safe
 * with ill-formed UTF-8, so both are looked for first. */
#include "rules/yaml_inside.h"

#include "base/utf8.h"

#include <stdlib.h>

/* ---- places */

static size_t mark_place(const struct yaml_reader *r, const struct fy_mark *mark) {
	return mark == NULL ? r->last : mark->input_pos + r->skipped;
}

/* ---- building the tree */

static struct yaml_node *node_new(struct yaml_reader *r, enum yaml_kind kind, span at) {
	struct yaml_node *n = arena_alloc(r->a, sizeof *n);
	*n = (struct yaml_node){.kind = kind, .at = at, .raw = at, .file = r->file};
	return n;
}

/* Puts a node where it belongs; NULL stands for a value that was refused. */
static void place_node(struct yaml_reader *r, struct yaml_node *node, span at) {
	if (r->depth == 0) {
		r->root = node;
		return;
	}
	struct yaml_frame *top = &r->open[r->depth - 1];
	if (top->node->kind == YAML_SEQUENCE) {
		if (node != NULL) *vec_push(r->a, &top->node->items) = node;
		return;
	}
	if (top->wants_value) {
		top->node->entries.v[top->node->entries.n - 1].value = node;
		top->wants_value = false;
		return;
	}
	if (node == NULL || node->kind != YAML_SCALAR) {
		yaml_stop(r, CODE_YAML_FEATURE, at, S("a key must be a plain word"));
		return;
	}
	*vec_push(r->a, &top->node->entries) = (struct yaml_entry){.key = node};
	top->wants_value = true;
}

static int entries_by_key(const void *a, const void *b) {
	const struct yaml_entry *const *x = a, *const *y = b;
	int order = slice_compare((*x)->key->text, (*y)->key->text);
	return order != 0 ? order : (*x < *y ? -1 : *x > *y);
}

static void key_twice(struct yaml_reader *r, const struct yaml_node *first, const struct yaml_node *again) {
	diag_add(r->diags,
	        (struct diag){.code = CODE_KEY_TWICE,
	                .file = r->file->name,
	                .source = r->file->source,
	                .at = again->at,
	                .message = say(r->a, S("the key "), again->text, S(" stands twice; the first is used")),
	                .also_file = r->file->name,
	                .also_source = r->file->source,
	                .also_at = first->at});
}

/* Keeps the first of equal keys, and no merge keys. By sorting, since a hostile file may have a million keys. */
static void check_keys(struct yaml_reader *r, struct yaml_node *n) {
	if (n->entries.n == 0) return;
	struct yaml_entry **sorted = arena_alloc(r->a, n->entries.n * sizeof(struct yaml_entry *));
	for (size_t i = 0; i < n->entries.n; i++) sorted[i] = &n->entries.v[i];
	qsort(sorted, n->entries.n, sizeof *sorted, entries_by_key);
	for (size_t i = 1, first = 0; i < n->entries.n; i++) {
		if (slice_equal(sorted[i]->key->text, sorted[first]->key->text)) {
			key_twice(r, sorted[first]->key, sorted[i]->key);
			sorted[i]->key = NULL;
		} else
			first = i;
	}
	size_t kept = 0;
	for (size_t i = 0; i < n->entries.n; i++) {
		const struct yaml_node *key = n->entries.v[i].key;
		if (key == NULL) continue;
		if (key->style == YAML_PLAIN && slice_equal(key->text, S("<<"))) {
			yaml_say(r, CODE_YAML_FEATURE, key->at, S("merge keys are not used here"), ABSENT);
			continue;
		}
		n->entries.v[kept++] = n->entries.v[i];
	}
	n->entries.n = kept;
}

static void open_node(struct yaml_reader *r, enum yaml_kind kind, span at) {
	if (r->depth == YAML_NESTING_MAX) {
		yaml_stop(r, CODE_YAML_SYNTAX, at, S("nested deeper than 32"));
		return;
	}
	struct yaml_node *n = node_new(r, kind, at);
	place_node(r, n, at);
	r->open[r->depth++] = (struct yaml_frame){.node = n};
}

static void close_node(struct yaml_reader *r, size_t end) {
	if (r->depth == 0) return;
	struct yaml_node *n = r->open[--r->depth].node;
	n->at.end = end > n->at.start ? end : n->at.start;
	n->whole = true;
	if (n->kind == YAML_MAPPING) check_keys(r, n);
}

/* ---- events */

span yaml_token_span(const struct yaml_reader *r, struct fy_token *t) {
	size_t start = mark_place(r, fy_token_start_mark(t));
	size_t end = mark_place(r, fy_token_end_mark(t));
	return (span){start, end < start ? start : end};
}

static enum yaml_style token_style(struct fy_token *t) {
	switch (fy_token_scalar_style(t)) {
	case FYSS_SINGLE_QUOTED: return YAML_SINGLE;
	case FYSS_DOUBLE_QUOTED: return YAML_DOUBLE;
	case FYSS_LITERAL: return YAML_LITERAL;
	case FYSS_FOLDED: return YAML_FOLDED;
	default: return YAML_PLAIN;
	}
}

/* A quoted scalar with its quotes, a block scalar without the blanks around it. */
static span shown(slice source, enum yaml_style style, span at) {
	if (style == YAML_PLAIN) return at;
	if (style == YAML_SINGLE || style == YAML_DOUBLE) return (span){at.start - 1, at.end + 1};
	while (at.end > at.start && yaml_is_white(source.p[at.end - 1])) at.end--;
	while (at.start < at.end && yaml_is_white(source.p[at.start])) at.start++;
	return at;
}

/* What stands between the quotes, as it was meant: only \" is an escape then. */
static slice meant(arena *a, slice raw) {
	slices parts = {0};
	for (struct cut c = slice_cut(raw, S("\\\""));; c = slice_cut(c.tail, S("\\\""))) {
		*vec_push(a, &parts) = c.head;
		if (!c.ok) return slice_concat(a, parts.v, parts.n);
		*vec_push(a, &parts) = S("\"");
	}
}

static bool refuse_blotted(struct yaml_reader *r, const struct yaml_node *n) {
	for (size_t i = 0; i < r->blotted.n; i++) {
		if (n->style != YAML_DOUBLE || !span_contains(n->raw, r->blotted.v[i])) continue;
		slice written = slice_at(r->file->source, n->raw);
		yaml_say(r, CODE_QUOTES_DOUBLE, n->at,
		        S("double quotes, where YAML eats backslashes, and one that it does not know"),
		        say(r->a, S("write "), yaml_single_quoted(r->a, meant(r->a, written))));
		return true;
	}
	return false;
}

/* A scalar that means what stands there, as most do: on one line, and nothing in it is written in another way. */
static bool is_as_written(enum yaml_style style, slice raw) {
	if (style != YAML_PLAIN && style != YAML_SINGLE) return false;
	for (size_t i = 0; i < raw.n; i++)
		if (raw.p[i] == '\n' || raw.p[i] == '\r' || (style == YAML_SINGLE && raw.p[i] == '\'')) return false;
	return true;
}

static slice scalar_text(struct yaml_reader *r, struct fy_token *t, enum yaml_style style, span raw) {
	slice written = slice_at(r->file->source, raw);
	if (is_as_written(style, written)) return written;
	size_t length = 0;
	const char *text = fy_token_get_text(t, &length);
	return text == NULL ? S("") : arena_copy(r->a, (slice){text, length});
}

static void scalar(struct yaml_reader *r, struct fy_token *t) {
	struct yaml_node *n = node_new(r, YAML_SCALAR, yaml_token_span(r, t));
	n->style = token_style(t);
	n->text = scalar_text(r, t, n->style, n->raw);
	n->whole = true;
	n->at = shown(r->file->source, n->style, n->raw);
	r->last = n->at.end;
	place_node(r, refuse_blotted(r, n) ? NULL : n, n->at);
}

/* Anchors and tags: the name of an anchor starts behind its &. */
static void refuse_properties(struct yaml_reader *r, struct fy_event *e) {
	struct fy_token *anchor = e->type == FYET_ALIAS ? NULL : fy_event_get_anchor_token(e);
	struct fy_token *tag = fy_event_get_tag_token(e);
	if (anchor != NULL) {
		span at = yaml_token_span(r, anchor);
		if (at.start > 0) at.start--;
		yaml_say(r, CODE_YAML_FEATURE, at, S("anchors are not used here"), ABSENT);
	}
	if (tag != NULL)
		yaml_say(r, CODE_YAML_FEATURE, yaml_token_span(r, tag),
		        S("tags are not used here; all scalars are text"), ABSENT);
}

static void alias(struct yaml_reader *r, struct fy_event *e) {
	struct fy_token *name = fy_event_get_token(e);
	span at = name != NULL ? yaml_token_span(r, name) : (span){r->last, r->last};
	if (at.start > 0 && r->file->source.p[at.start - 1] == '*') at.start--;
	yaml_say(r, CODE_YAML_FEATURE, at, S("aliases are not used here"),
	        S("write the value out, or make it a fragment"));
	place_node(r, NULL, at);
}

/* A directive is the only thing that may stand before an explicit document but blank lines and comments. */
static void refuse_directives(struct yaml_reader *r) {
	slice s = r->file->source;
	for (size_t at = r->skipped; at < s.n;) {
		size_t end = at;
		while (end < s.n && s.p[end] != '\n' && s.p[end] != '\r') end++;
		if (s.p[at] == '%') {
			yaml_stop(r, CODE_YAML_FEATURE, (span){at, end}, S("directives are not used here"));
			return;
		}
		if (end > at && s.p[at] != '#' && slice_trim(slice_sub(s, at, end)).n > 0) return;
		at = end + 1;
	}
}

static void event(struct yaml_reader *r, struct fy_event *e) {
	const struct fy_mark *from = fy_event_start_mark(e), *to = fy_event_end_mark(e);
	span at = {mark_place(r, from), mark_place(r, to)};
	if (e->type == FYET_DOCUMENT_START) {
		r->documents++;
		if (r->documents > 1 && from == NULL) return; /* its first node will say where */
	}
	if (r->documents > 1 && e->type != FYET_DOCUMENT_END && e->type != FYET_STREAM_END) {
		yaml_stop(r, CODE_YAML_FEATURE, at, S("a file holds one document"));
		return;
	}
	if (e->type != FYET_STREAM_START) r->last = at.end;
	refuse_properties(r, e);
	switch (e->type) {
	case FYET_MAPPING_START: open_node(r, YAML_MAPPING, at); break;
	case FYET_SEQUENCE_START: open_node(r, YAML_SEQUENCE, at); break;
	case FYET_MAPPING_END:
	case FYET_SEQUENCE_END: close_node(r, at.end); break;
	case FYET_SCALAR: scalar(r, e->scalar.value); break;
	case FYET_ALIAS: alias(r, e); break;
	default: break;
	}
}

static void read_events(struct yaml_reader *r, struct fy_parser *parser, struct fy_diag *diag) {
	if (fy_parser_set_string(parser, r->text + r->skipped, r->file->source.n - r->skipped) != 0) {
		yaml_report_errors(r, diag, true);
		return;
	}
	while (!r->stopped) {
		struct fy_event *e = fy_parser_parse(parser);
		if (e == NULL) break;
		event(r, e);
		fy_parser_event_free(parser, e);
	}
	if (!r->stopped) yaml_report_errors(r, diag, fy_parser_get_stream_error(parser));
}

static void read_once(struct yaml_reader *r) {
	struct fy_diag_cfg how;
	fy_diag_cfg_default(&how);
	how.fp = NULL;
	how.level = FYET_WARNING;
	struct fy_diag *diag = fy_diag_create(&how);
	if (diag != NULL) fy_diag_set_collect_errors(diag, true);
	struct fy_parse_cfg config = {
	        .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE, .diag = diag};
	struct fy_parser *parser = diag == NULL ? NULL : fy_parser_create(&config);
	r->root = NULL;
	r->depth = r->documents = 0;
	r->last = r->skipped;
	r->stopped = r->again = false;
	if (parser == NULL)
		yaml_stop(r, CODE_SYSTEM, SPAN_NONE, S("libfyaml could not start"));
	else
		read_events(r, parser, diag);
	fy_parser_destroy(parser);
	fy_diag_destroy(diag);
	/* What a syntax error left open is checked as far as it goes. */
	for (; r->depth > 0; r->depth--)
		if (r->open[r->depth - 1].node->kind == YAML_MAPPING) check_keys(r, r->open[r->depth - 1].node);
}

/* What YAML 1.2.2 (chapter 5.1) leaves out of its characters and libfyaml lets through. */
static bool is_control(char c) {
	unsigned char byte = (unsigned char)c;
	return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

/* Is the text fit for libfyaml at all? */
static bool check_bytes(struct yaml_reader *r) {
	slice s = r->file->source;
	size_t bad;
	if (!utf8_valid(s, &bad)) {
		yaml_stop(r, CODE_YAML_SYNTAX, (span){bad, bad + 1}, S("not UTF-8"));
		return false;
	}
	for (size_t at = 0; at < s.n; at++) {
		if (!is_control(s.p[at])) continue;
		yaml_stop(r, CODE_YAML_SYNTAX, (span){at, at + 1},
		        s.p[at] == '\0' ? S("a NUL byte") : S("a control character"));
		return false;
	}
	refuse_directives(r);
	return !r->stopped;
}

struct yaml_node *yaml_parse(arena *a, const struct yaml_file *file, struct diags *diags) {
	struct yaml_reader r = {.a = a, .file = file, .diags = diags};
	r.skipped = slice_starts(file->source, S("\xEF\xBB\xBF")) ? 3 : 0;
	if (!check_bytes(&r) || slice_trim(slice_drop(file->source, r.skipped)).n == 0) return NULL;
	r.text = arena_c_string(a, file->source);
	size_t said = diags->list.n;
	do {
		diags->list.n = said; /* the next reading says it again */
		read_once(&r);
	} while (r.again);
	return r.root;
}
