/* Paths as text, and names of documents: see names.h. */
#include "programs/names.h"

#include "base/utf8.h"

slice path_normal(arena *a, slice path) {
	slices parts = {0};
	bool rooted = slice_starts(path, S("/"));
	for (slice rest = path; rest.n > 0;) {
		struct cut c = slice_cut(rest, S("/"));
		rest = c.tail;
		if (c.head.n == 0 || slice_equal(c.head, S("."))) continue;
		bool up = slice_equal(c.head, S(".."));
		if (up && parts.n > 0 && !slice_equal(parts.v[parts.n - 1], S("..")))
			parts.n--;
		else if (!up || !rooted)
			*vec_push(a, &parts) = c.head;
	}
	slice out = rooted ? S("/") : S("");
	for (size_t i = 0; i < parts.n; i++) out = i == 0 ? say(a, out, parts.v[i]) : say(a, out, S("/"), parts.v[i]);
	return out;
}

slice path_absolute(arena *a, slice from, slice path) {
	return path_normal(a, slice_starts(path, S("/")) ? path : say(a, from, S("/"), path));
}

slice path_base(slice path) {
	while (path.n > 1 && path.p[path.n - 1] == '/') path.n--;
	size_t at = path.n;
	while (at > 0 && path.p[at - 1] != '/') at--;
	return at < path.n ? slice_drop(path, at) : path; /* "/" has no other name */
}

slice path_join(arena *a, slice folder, slice path) {
	return slice_ends(folder, S("/")) ? say(a, folder, path) : say(a, folder, S("/"), path);
}

slice path_below(slice path, slice folder) {
	if (folder.n == 0)
		return path.n > 0 && !slice_starts(path, S("/")) && !slice_equal(path, S("..")) &&
		                       !slice_starts(path, S("../"))
		               ? path
		               : ABSENT;
	if (slice_equal(folder, S("/"))) return path.n > 1 ? slice_drop(path, 1) : ABSENT;
	bool below = slice_starts(path, folder) && path.n > folder.n + 1 && path.p[folder.n] == '/';
	return below ? slice_drop(path, folder.n + 1) : ABSENT;
}

slice name_of_path(arena *a, slice path) {
	static const char hex[] = "0123456789ABCDEF";
	size_t bad;
	if (utf8_valid(path, &bad)) return path;
	slice out = S("");
	for (slice rest = path; rest.n > 0;) {
		if (utf8_valid(rest, &bad)) return say(a, out, rest);
		unsigned char c = (unsigned char)rest.p[bad];
		const char escaped[3] = {'%', hex[c >> 4], hex[c & 15]};
		out = say(a, out, slice_sub(rest, 0, bad), (slice){escaped, 3});
		rest = slice_drop(rest, bad + 1);
	}
	return out;
}
