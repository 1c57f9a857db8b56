/* provenance.json against the dataset. It is written again from the documents and the files that lie there; what it says
 * of garner's version and of rule files is taken from itself, and from the pack where the chain is run again. */
#include "base/sha256.h"
#include "dataset/collect.h"
#include "dataset/provenance.h"
#include "inspect/verify_parts.h"

/* What stands between two marks in a line, or ABSENT. */
static slice between(slice line, slice before, slice behind) {
	size_t at = slice_find(line, before);
	if (at == SIZE_MAX) return ABSENT;
	slice rest = slice_drop(line, at + before.n);
	size_t end = slice_find(rest, behind);
	return end == SIZE_MAX ? ABSENT : slice_sub(rest, 0, end);
}

static void take_stated(const struct proof *p, struct provenance *from) {
	slice rest = p->provenance.bytes;
	while (rest.n > 0) {
		struct cut line = slice_cut(rest, S("\n"));
		slice version = between(line.head, S("\"garner:version\":\""), S("\""));
		if (version.p) from->version = json_plain(version, p->arena);
		if (slice_starts(line.head, S("    \"rule:")))
			*vec_push(p->arena, &from->rules) = (struct provenance_item){
			        .name = json_plain(
			                between(line.head, S("{\"prov:label\":\""), S("\",\"garner:kind\":\"")),
			                p->arena),
			        .kind = between(line.head, S("\"garner:kind\":\""), S("\"")),
			        .sha256 = between(line.head, S("\"garner:sha256\":\""), S("\""))};
		if (slice_starts(line.head, S("    \"entry:")))
			*vec_push(p->arena, &from->entries) = (struct fingerprint){
			        .id = json_plain(
			                between(line.head, S("{\"prov:label\":\""), S("\",\"garner:kind\":\"")),
			                p->arena),
			        .kind = between(line.head, S("\"garner:kind\":\""), S("\"")),
			        .file = json_plain(
			                between(line.head, S("\"garner:file\":\""), S("\",\"garner:fingerprint\":\"")),
			                p->arena),
			        .digest = between(line.head, S("\"garner:fingerprint\":\""), S("\""))};
		rest = line.tail;
	}
}

static void take_files(struct proof *p, struct provenance *from) {
	package_files files = proof_files(p);
	for (size_t i = 0; i < files.n; i++)
		files.v[i].sha256 = sha256_hex(p->arena, proof_file(p, files.v[i].path)->bytes);
	provenance_files(from, &files, sha256_hex(p->arena, p->package.bytes), p->arena);
}

/* The first line in which they differ. A file whose digest is wrong by datapackage.json too is told of there. */
static void compare(struct proof *p, slice gives) {
	slice has = p->provenance.bytes;
	while (has.n > 0 || gives.n > 0) {
		struct cut one = slice_cut(has, S("\n")), other = slice_cut(gives, S("\n"));
		if (!slice_equal(one.head, other.head) || one.ok != other.ok) {
			size_t at = p->provenance.bytes.n - has.n;
			slice message = say(p->arena, S("has "), value_shown(p->arena, slice_trim(one.head)),
			        S(", the dataset gives "), value_shown(p->arena, slice_trim(other.head)));
			proof_tell(p, &p->provenance, (span){at, at + one.head.n}, message);
			return;
		}
		has = one.tail;
		gives = other.tail;
	}
}

void verify_provenance(struct proof *p) {
	/* What another file lies about differs here too, and is told once. */
	if (!p->provenance.there || p->lies.list.n > 0) return;
	struct provenance from = {.documents = p->documents};
	struct buf text = {0};
	take_stated(p, &from);
	take_files(p, &from);
	provenance_encode(&text, &from, NULL);
	compare(p, arena_copy(p->arena, buf_slice(&text)));
	buf_free(&text);
}
