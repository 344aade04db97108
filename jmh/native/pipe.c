/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One lcore makes, a ring of one producer and one consumer carries, the other
 * frees. A window starts with an empty ring and ends when the last item is freed.
 */
#include "lanes.h"

#include <rte_launch.h>
#include <rte_lcore.h>
#include <rte_pause.h>

#define BURST 32
#define FANOUT 4
#define ROUNDS 64 /* between two readings of the clock */

static __rte_always_inline void
enqueue(struct lanes *l, struct rte_mbuf **m, unsigned int count)
{
	for (unsigned int n = 0; n < count; ) {
		unsigned int sent = rte_ring_sp_enqueue_burst(l->ring, (void **)m + n,
							      count - n, NULL);

		if (sent == 0)
			rte_pause();
		n += sent;
	}
	l->main.items += count;
}

unsigned int
hand_off(struct lanes *l)
{
	struct rte_mbuf *m[BURST];

	for (unsigned int i = 0; i < l->burst; i++)
		m[i] = new_clone(l->pools, l->pools->parent);
	enqueue(l, m, l->burst);
	return l->burst;
}

static __rte_always_inline struct rte_mbuf *
arrival(struct lanes *l)
{
	struct rte_mbuf *m = new_packet(l->pools);

	if (unlikely(l->reads))
		*rte_pktmbuf_mtod(m, uint64_t *) = MAGIC;
	return m;
}

unsigned int
fan_out(struct lanes *l)
{
	struct rte_mbuf *m[FANOUT], *original = arrival(l);

	for (unsigned int i = 0; i < FANOUT; i++)
		m[i] = new_clone(l->pools, original);
	rte_pktmbuf_free(original);
	enqueue(l, m, FANOUT);
	return 1;
}

unsigned int
fan_out_singly(struct lanes *l)
{
	struct rte_mbuf *original = arrival(l);

	for (unsigned int i = 0; i < FANOUT; i++) {
		struct rte_mbuf *m = new_clone(l->pools, original);

		enqueue(l, &m, 1);
	}
	rte_pktmbuf_free(original);
	return 1;
}

int
pipe_consume(void *lanes)
{
	struct lanes *l = lanes;
	struct rte_mbuf *m[BURST];
	uint64_t items = 0;

	lanes_start(l, &l->other);
	for (;;) {
		/* Read before the ring: done, and then empty, is empty for good. */
		bool done = __atomic_load_n(&l->done, __ATOMIC_ACQUIRE);
		unsigned int n = rte_ring_sc_dequeue_burst(l->ring, (void **)m,
							   BURST, NULL);

		if (n == 0) {
			if (done)
				break;
			rte_pause();
			continue;
		}
		if (unlikely(l->reads))
			for (unsigned int i = 0; i < n; i++)
				MUST(*rte_pktmbuf_mtod(m[i], uint64_t *) == MAGIC,
				     "a packet must be readable through its clone");
		rte_pktmbuf_free_bulk(m, n);
		items += n;
	}
	window_close(&l->other.window);
	l->other.items = items;
	return 0;
}

void
pipe_produce(struct lanes *l)
{
	uint64_t start = lanes_start(l, &l->main), units = 0;

	do {
		for (unsigned int i = 0; i < ROUNDS; i++)
			units += l->round(l);
	} while (bench_now() - start < WINDOW_NS);
	__atomic_store_n(&l->done, true, __ATOMIC_RELEASE);
	window_close(&l->main.window);
	rte_eal_mp_wait_lcore();
	MUST(l->main.items == l->other.items, "what was sent must arrive: %lu of %lu",
	     l->other.items, l->main.items);
	l->main.ns = (double)(l->other.window.closed - start) / units;
}
