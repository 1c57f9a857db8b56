/* The writer of provenance.json: see provenance.h. */
#include "dataset/provenance.h"

#include "base/ascii.h"
#include "base/sha256.h"
#include "base/version.h"

#include <stdlib.h>

/* ---- what it tells of */

static bool is_register(const struct pack *pack, slice file) {
	for (size_t i = 0; i < pack->registers.n; i++)
		if (slice_equal(pack->registers.v[i]->origin.file, file)) return true;
	return false;
}

static slice kind_of(const struct pack *pack, slice file) {
	for (size_t i = 0; i < pack->views.n; i++)
		if (slice_equal(pack->views.v[i].origin.file, file)) return S("view");
	for (size_t i = 0; i < pack->checks.n; i++)
		if (slice_equal(pack->checks.v[i].origin.file, file)) return S("check");
	return is_register(pack, file) ? S("register") : S("rules");
}

static int compare_names(const void *left, const void *right) {
	return slice_compare(
	        ((const struct provenance_item *)left)->name, ((const struct provenance_item *)right)->name);
}

/* In order; a file that two registers are read from stands once. */
static void sort(provenance_items *items) {
	size_t kept = 0;
	if (items->n > 1) qsort(items->v, items->n, sizeof *items->v, compare_names);
	for (size_t i = 0; i < items->n; i++)
		if (i == 0 || !slice_equal(items->v[i].name, items->v[kept - 1].name)) items->v[kept++] = items->v[i];
	items->n = kept;
}

void provenance_begin(struct provenance *p, const struct pack *pack, arena *a) {
	*p = (struct provenance){.version = S(GARNER_VERSION)};
	for (size_t i = 0; pack && i < pack->files.n; i++) {
		const struct origin *f = &pack->files.v[i];
		*vec_push(a, &p->rules) = (struct provenance_item){
		        .name = f->file, .kind = kind_of(pack, f->file), .sha256 = sha256_hex(a, f->source)};
	}
	sort(&p->rules);
	if (pack) p->entries = pack_fingerprints(a, pack);
}

void provenance_files(struct provenance *p, const package_files *files, slice package, arena *a) {
	for (size_t i = 0; i < files->n; i++)
		*vec_push(a, &p->files) =
		        (struct provenance_item){.name = files->v[i].path, .sha256 = files->v[i].sha256};
	*vec_push(a, &p->files) = (struct provenance_item){.name = S(PACKAGE_NAME), .sha256 = package};
	sort(&p->files);
}

/* ---- items and records, in order of names, as one list */

struct list {
	const provenance_items *items;
	struct sorter *more;
};
struct walk {
	struct list list;
	size_t at;
	struct sorter_beside records;
};

static struct list documents_of(const struct provenance *p) { return (struct list){&p->documents, p->more_documents}; }
static struct list files_of(const struct provenance *p) { return (struct list){&p->files, p->more_files}; }
static struct list rules_of(const struct provenance *p) { return (struct list){&p->rules, NULL}; }

static void walk_open(struct walk *w, struct list list) {
	*w = (struct walk){.list = list};
	sorter_beside_open(&w->records, list.more);
}

/* The item is valid until the next call. */
static bool walk_next(struct walk *w, struct provenance_item *item) {
	const struct provenance_item *one = w->at < w->list.items->n ? &w->list.items->v[w->at] : NULL;
	slice record;
	if (sorter_beside_next(&w->records, one ? one->name : ABSENT, &record)) {
		*item = (struct provenance_item){.name = bytes_take_text(&record)};
		item->sha256 = bytes_take_text(&record);
		return true;
	}
	if (!one) return false;
	*item = *one;
	w->at++;
	return true;
}

static void walk_close(struct walk *w) { sorter_beside_close(&w->records); }

/* ---- JSON: an object of objects, each of these on one line */

struct printer {
	struct buf *out;
	const struct drain *drain;
	bool first; /* of the lines of a member */
	bool first_member;
	uint64_t relations; /* so far: the number of a relation is its name */
};

static void open_member(struct printer *p, slice name) {
	buf_put(p->out, p->first_member ? S("\n  ") : S(",\n  "));
	p->first_member = false;
	buf_json_string(p->out, name);
	buf_put(p->out, S(": {"));
	p->first = true;
}

static void close_member(struct printer *p) { buf_put(p->out, p->first ? S("}") : S("\n  }")); }

static void next_line(struct printer *p) {
	buf_drain(p->out, p->drain);
	buf_put(p->out, p->first ? S("\n    ") : S(",\n    "));
	p->first = false;
}

/* The local part of a qualified name: what PROV-N and a URI take as it is, all else as %XX. */
static void put_local(struct buf *out, slice name) {
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];
		bool plain = ascii_is_letter(c) || ascii_is_digit(c) || c == '.' || c == '_' || c == '-' || c == '/';
		if (plain) {
			buf_byte(out, name.p[i]);
			continue;
		}
		buf_byte(out, '%');
		buf_byte(out, digits[c >> 4]);
		buf_byte(out, digits[c & 15]);
	}
}

/* "document:a%20b.txt" */
static void put_id(struct printer *p, slice prefix, slice name) {
	buf_byte(p->out, '"');
	buf_put(p->out, prefix);
	buf_byte(p->out, ':');
	put_local(p->out, name);
	buf_byte(p->out, '"');
}

static void put_prefixes(struct printer *p) {
	static const slice prefixes[][2] = {{{"document", 8}, {"urn:x-garner:document:", 22}},
	        {{"entry", 5}, {"urn:x-garner:entry:", 19}}, {{"file", 4}, {"urn:x-garner:file:", 18}},
	        {{"garner", 6}, {"urn:x-garner:", 13}}, {{"prov", 4}, {"http://www.w3.org/ns/prov#", 26}},
	        {{"rule", 4}, {"urn:x-garner:rule:", 18}}};
	open_member(p, S("prefix"));
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		next_line(p);
		buf_json_string(p->out, prefixes[i][0]);
		buf_put(p->out, S(": "));
		buf_json_string(p->out, prefixes[i][1]);
	}
	close_member(p);
}

/* ---- entities, activity, agent */

static void put_items(struct printer *p, slice prefix, struct list list) {
	struct walk w;
	walk_open(&w, list);
	for (struct provenance_item item; walk_next(&w, &item);) {
		bool first = true;
		next_line(p);
		put_id(p, prefix, item.name);
		buf_put(p->out, S(": {"));
		buf_json_key(p->out, &first, S("prov:label"));
		buf_json_string(p->out, item.name);
		if (item.kind.n > 0) {
			buf_json_key(p->out, &first, S("garner:kind"));
			buf_json_string(p->out, item.kind);
		}
		if (item.sha256.n > 0) {
			buf_json_key(p->out, &first, S("garner:sha256"));
			buf_json_string(p->out, item.sha256);
		}
		buf_byte(p->out, '}');
	}
	walk_close(&w);
}

/* One of PROV's own classes. */
static void put_typed(struct printer *p, slice id, slice type, slice more) {
	next_line(p);
	buf_json_string(p->out, id);
	buf_put(p->out, S(": {\"prov:type\":{\"$\":"));
	buf_json_string(p->out, type);
	buf_put(p->out, S(",\"type\":\"prov:QUALIFIED_NAME\"}"));
	buf_put(p->out, more);
	buf_byte(p->out, '}');
}

static void put_entries(struct printer *p, const fingerprints *entries) {
	for (size_t i = 0; i < entries->n; i++) {
		const struct fingerprint *e = &entries->v[i];
		const slice members[][2] = {{S("prov:label"), e->id}, {S("garner:kind"), e->kind},
		        {S("garner:file"), e->file}, {S("garner:fingerprint"), e->digest}};
		bool first = true;
		next_line(p);
		put_id(p, S("entry"), e->id);
		buf_put(p->out, S(": {"));
		for (size_t k = 0; k < sizeof members / sizeof *members; k++) {
			buf_json_key(p->out, &first, members[k][0]);
			buf_json_string(p->out, members[k][1]);
		}
		buf_byte(p->out, '}');
	}
}

static void put_entities(struct printer *p, const struct provenance *from) {
	open_member(p, S("entity"));
	put_items(p, S("document"), documents_of(from));
	put_entries(p, &from->entries);
	put_items(p, S("file"), files_of(from));
	put_typed(p, S("garner:documents"), S("prov:Collection"), S(""));
	put_typed(p, S("garner:rules"), S("prov:Collection"), S(""));
	put_items(p, S("rule"), rules_of(from));
	close_member(p);
}

/* One digest over all that went in: what no entity alone could tell. */
static slice inputs_digest(const struct provenance *from, arena *a) {
	struct sha256 all;
	const struct list lists[] = {documents_of(from), rules_of(from)};
	sha256_begin(&all);
	sha256_add(&all, from->version);
	for (size_t k = 0; k < 2; k++) {
		struct walk w;
		sha256_add(&all, S("\n"));
		walk_open(&w, lists[k]);
		for (struct provenance_item item; walk_next(&w, &item);) {
			const slice parts[] = {item.name, item.kind, item.sha256};
			for (size_t part = 0; part < 3; part++) {
				sha256_add(&all, parts[part]);
				sha256_add(&all, (slice){"", 1});
			}
		}
		walk_close(&w);
	}
	return sha256_end(a, &all);
}

static void put_actors(struct printer *p, const struct provenance *from) {
	arena scratch = {0};
	open_member(p, S("activity"));
	next_line(p);
	buf_put(p->out, S("\"garner:run\": {\"garner:inputs\":"));
	buf_json_string(p->out, inputs_digest(from, &scratch));
	buf_byte(p->out, '}');
	arena_free(&scratch);
	close_member(p);
	open_member(p, S("agent"));
	struct buf more = {0};
	buf_put(&more, S(",\"prov:label\":\"garner\",\"garner:version\":"));
	buf_json_string(&more, from->version);
	put_typed(p, S("garner:garner"), S("prov:SoftwareAgent"), buf_slice(&more));
	buf_free(&more);
	close_member(p);
}

/* ---- relations */

/* Two ends of a relation: a member of PROV-JSON, and the id in it. */
struct end {
	slice member, prefix, name;
};

static void put_relation(struct printer *p, struct end one, struct end other) {
	next_line(p);
	buf_put(p->out, S("\"_:"));
	buf_u64(p->out, ++p->relations);
	buf_put(p->out, S("\": {"));
	for (size_t i = 0; i < 2; i++) {
		struct end e = i == 0 ? one : other;
		if (i > 0) buf_byte(p->out, ',');
		buf_json_string(p->out, e.member);
		buf_byte(p->out, ':');
		put_id(p, e.prefix, e.name);
	}
	buf_byte(p->out, '}');
}

/* `one` with each of the items, which are the other end. */
static void relate_items(struct printer *p, struct end one, struct end other, struct list list) {
	struct walk w;
	walk_open(&w, list);
	for (struct provenance_item item; walk_next(&w, &item);) {
		other.name = item.name;
		put_relation(p, one, other);
	}
	walk_close(&w);
}

static void put_relations(struct printer *p, const struct provenance *from) {
	const struct end run = {S("prov:activity"), S("garner"), S("run")};
	open_member(p, S("used"));
	relate_items(p, run, (struct end){.member = S("prov:entity"), .prefix = S("document")}, documents_of(from));
	relate_items(p, run, (struct end){.member = S("prov:entity"), .prefix = S("rule")}, rules_of(from));
	close_member(p);
	open_member(p, S("wasGeneratedBy"));
	relate_items(p, run, (struct end){.member = S("prov:entity"), .prefix = S("file")}, files_of(from));
	close_member(p);
	open_member(p, S("wasDerivedFrom"));
	struct end file = {.member = S("prov:generatedEntity"), .prefix = S("file")};
	relate_items(p, (struct end){S("prov:usedEntity"), S("garner"), S("documents")}, file, files_of(from));
	relate_items(p, (struct end){S("prov:usedEntity"), S("garner"), S("rules")}, file, files_of(from));
	close_member(p);
	open_member(p, S("wasAssociatedWith"));
	put_relation(p, run, (struct end){S("prov:agent"), S("garner"), S("garner")});
	close_member(p);
	open_member(p, S("hadMember"));
	relate_items(p, (struct end){S("prov:collection"), S("garner"), S("documents")},
	        (struct end){.member = S("prov:entity"), .prefix = S("document")}, documents_of(from));
	relate_items(p, (struct end){S("prov:collection"), S("garner"), S("rules")},
	        (struct end){.member = S("prov:entity"), .prefix = S("rule")}, rules_of(from));
	close_member(p);
}

void provenance_encode(struct buf *out, const struct provenance *from, const struct drain *drain) {
	struct printer p = {.out = out, .drain = drain, .first_member = true};
	buf_byte(out, '{');
	put_prefixes(&p);
	put_entities(&p, from);
	put_actors(&p, from);
	put_relations(&p, from);
	buf_put(out, S("\n}\n"));
}
