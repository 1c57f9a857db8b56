/* datapackage.json against the files and the contract. It is written again from what lies in the folder; where the two
 * texts differ in a size or digest, the file is wrong, where they differ in anything else, datapackage.json is. */
#include "base/ascii.h"
#include "base/sha256.h"
#include "inspect/verify_parts.h"

/* The package's own name, which nothing but the rule pack could tell. */
static slice stated_name(const struct proof *p) {
	slice key = S("\n  \"name\": \"");
	size_t at = slice_find(p->package.bytes, key);
	if (at == SIZE_MAX) return ABSENT;
	slice rest = slice_drop(p->package.bytes, at + key.n);
	return slice_sub(rest, 0, slice_find_byte(rest, '"'));
}

package_files proof_files(const struct proof *p) {
	package_files list = package_list(p->arena, p->formats, p->views.v, p->views.n);
	/* Whether it names the right tables wide is seen in the documents. */
	for (size_t i = 0; i < p->wide.n; i++)
		if (p->wide.v[i].named)
			package_add_wide(p->arena, &list, p->wide.v[i].file.name, p->wide.v[i].file.bytes);
	package_sort(&list);
	return list;
}

static slice again(struct proof *p) {
	package_files list = proof_files(p);
	for (size_t i = 0; i < list.n; i++) {
		slice bytes = proof_file(p, list.v[i].path)->bytes;
		list.v[i].bytes = bytes.n;
		list.v[i].sha256 = sha256_hex(p->arena, bytes);
	}
	struct buf out = {0};
	package_encode(&out, p->request->pack ? p->request->pack->name : stated_name(p), &list, NULL, NULL);
	slice text = arena_copy(p->arena, buf_slice(&out));
	buf_free(&out);
	return text;
}

/* Is this the size or the digest of a file, and well formed? */
static bool is_measure(slice line) {
	slice size = package_value(line, S("\"bytes\": ")), digest = package_value(line, S("\"hash\": \"sha256:"));
	uint64_t n;
	if (size.p) return slice_to_u64(size, &n);
	if (digest.n != 65 || digest.p[64] != '"') return false;
	for (size_t i = 0; i < 64; i++)
		if (!(ascii_is_digit(digest.p[i]) || (digest.p[i] >= 'a' && digest.p[i] <= 'f'))) return false;
	return true;
}

void verify_package(struct proof *p) {
	if (!p->package.there) return;
	slice has = p->package.bytes, gives = again(p);
	struct kept_file *file = NULL; /* whose resource it is */
	while (has.n > 0 || gives.n > 0) {
		struct cut one = slice_cut(has, S("\n")), other = slice_cut(gives, S("\n"));
		slice path = package_value(other.head, S("\"path\": \""));
		if (path.n > 0) file = proof_file(p, slice_sub(path, 0, path.n - 1));
		bool same = slice_equal(one.head, other.head) && one.ok == other.ok;
		bool measures = file && is_measure(one.head) && is_measure(other.head);
		/* The schema of a table wide is made from its file: where that is wrong, what follows says nothing. */
		if (!same && !measures && file && file->digest_wrong && is_wide_path(file->name)) return;
		if (!same && !measures) {
			size_t at = p->package.bytes.n - has.n;
			slice message = say(p->arena, S("has "), value_shown(p->arena, slice_trim(one.head)),
			        S(", the contract gives "), value_shown(p->arena, slice_trim(other.head)));
			proof_tell(p, &p->package, (span){at, at + one.head.n}, message);
			return;
		}
		if (!same) file->digest_wrong = true;
		has = one.tail;
		gives = other.tail;
	}
}
