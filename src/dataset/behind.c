/* One thread that takes up what others have finished: see behind.h. */
#include "dataset/behind.h"

static struct behind_piece first_piece(struct behind *b) {
	struct behind_piece piece = b->pieces[b->first];
	b->first = (b->first + 1) % BEHIND_PIECES;
	b->n--;
	return piece;
}

/* The memory is for the next who gives, but what was made for one large piece. */
static void keep(struct behind_piece *piece) {
	struct buf *spare = piece->spare;
	buf_clear(&piece->bytes);
	if (spare && spare->cap < piece->bytes.cap && piece->bytes.cap <= BEHIND_KEPT) {
		struct buf smaller = *spare;
		*spare = piece->bytes;
		piece->bytes = smaller;
	}
	buf_free(&piece->bytes);
}

static void *work(void *to) {
	struct behind *b = to;
	pthread_mutex_lock(&b->lock);
	for (;;) {
		while (b->n == 0 && !b->ended) pthread_cond_wait(&b->given, &b->lock);
		if (b->n == 0) break;
		struct behind_piece piece = first_piece(b);
		size_t bytes = piece.bytes.n;
		pthread_mutex_unlock(&b->lock);
		b->take(b->data, piece.to, buf_slice(&piece.bytes));
		pthread_mutex_lock(&b->lock);
		b->bytes -= bytes;
		keep(&piece);
		pthread_cond_broadcast(&b->taken);
	}
	pthread_mutex_unlock(&b->lock);
	return NULL;
}

void behind_open(struct behind *b, void (*take)(void *data, void *to, slice bytes), void *data) {
	*b = (struct behind){.take = take, .data = data};
	pthread_mutex_init(&b->lock, NULL);
	pthread_cond_init(&b->given, NULL);
	pthread_cond_init(&b->taken, NULL);
	b->running = pthread_create(&b->thread, NULL, work, b) == 0;
}

static bool is_full(const struct behind *b, size_t more) {
	return b->n == BEHIND_PIECES || (b->bytes > 0 && b->bytes + more > BEHIND_BYTES);
}

void behind_put(struct behind *b, void *to, struct buf *bytes, struct buf *spare) {
	if (!b->running) {
		b->take(b->data, to, buf_slice(bytes));
		buf_clear(bytes);
		return;
	}
	pthread_mutex_lock(&b->lock);
	while (is_full(b, bytes->n)) pthread_cond_wait(&b->taken, &b->lock);
	b->pieces[(b->first + b->n++) % BEHIND_PIECES] = (struct behind_piece){to, *bytes, spare};
	b->bytes += bytes->n;
	*bytes = spare ? *spare : (struct buf){0};
	if (spare) *spare = (struct buf){0};
	pthread_cond_signal(&b->given);
	pthread_mutex_unlock(&b->lock);
}

void behind_close(struct behind *b) {
	if (b->running) {
		pthread_mutex_lock(&b->lock);
		b->ended = true;
		pthread_cond_signal(&b->given);
		pthread_mutex_unlock(&b->lock);
		pthread_join(b->thread, NULL);
	}
	pthread_cond_destroy(&b->given);
	pthread_cond_destroy(&b->taken);
	pthread_mutex_destroy(&b->lock);
}
