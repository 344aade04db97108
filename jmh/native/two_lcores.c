/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Works of two lcores. A figure is the median of windows of 6 ms in which both
 * really ran; what the kernel disturbed is dropped, not averaged in.
 */
#include "lanes.h"

#include <stdio.h>

#include <rte_errno.h>
#include <rte_launch.h>
#include <rte_lcore.h>
#include <rte_pause.h>

#define RING 1024
#define WANTED 50
#define ENOUGH 10
#define TRIES 150

uint64_t
lanes_start(struct lanes *l, struct side *side)
{
	window_open(&side->window);
	__atomic_fetch_add(&l->arrived, 1, __ATOMIC_ACQ_REL);
	while (__atomic_load_n(&l->arrived, __ATOMIC_ACQUIRE) < 2)
		rte_pause();
	return bench_now();
}

/* Allocates and frees with 64 outstanding; both lcores do the same. */
static void
churn(struct lanes *l, struct side *side)
{
	struct rte_mbuf *out[FIFO] = { NULL };
	uint64_t start = lanes_start(l, side), units = 0, elapsed;

	do {
		for (unsigned int i = 0; i < BATCH; i++) {
			rte_pktmbuf_free(out[i % FIFO]);
			out[i % FIFO] = new_packet(l->pools);
		}
		units += BATCH;
		elapsed = bench_now() - start;
	} while (elapsed < WINDOW_NS);
	window_close(&side->window);
	rte_pktmbuf_free_bulk(out, FIFO);
	side->ns = (double)elapsed / units;
}

static void
churn_main(struct lanes *l)
{
	churn(l, &l->main);
	rte_eal_mp_wait_lcore();
}

static int
churn_other(void *lanes)
{
	struct lanes *l = lanes;

	churn(l, &l->other);
	return 0;
}

/* One window; whether both lcores really ran. */
static bool
run(struct lanes *l, void (*main)(struct lanes *), lcore_function_t *other)
{
	int error;

	parent_make(l->pools, 1);
	l->main = l->other = (struct side){ .ns = 0 };
	l->arrived = 0;
	l->done = false;
	error = rte_eal_remote_launch(other, l, rte_get_next_lcore(-1, 1, 0));
	MUST(error == 0, "the second lcore must wait for work: %s", rte_strerror(-error));
	main(l);
	MUST(rte_ring_empty(l->ring), "the ring must be empty");
	parent_free(l->pools);
	return window_ran(&l->main.window) && window_ran(&l->other.window);
}

static void
measure(struct lanes *l, const char *variant, const char *work,
	void (*main)(struct lanes *), lcore_function_t *other)
{
	double values[2 * WANTED];
	unsigned int count = 0, windows = 0, tries;
	char why[128];

	l->reads = true;
	run(l, main, other);
	l->reads = false;
	for (tries = 0; tries < TRIES && windows < WANTED; tries++) {
		if (!run(l, main, other))
			continue;
		windows++;
		values[count++] = l->main.ns;
		if (l->other.ns != 0)
			values[count++] = l->other.ns;
	}
	if (windows >= ENOUGH) {
		bench_windows(&l->pools->subject, variant, work, values, count, windows);
		return;
	}
	snprintf(why, sizeof(why),
		 "Both threads kept their cores in only %u of %u windows of 6 ms.",
		 windows, tries);
	bench_absent(&l->pools->subject, variant, work, why);
}

static void
measure_pipe(struct lanes *l, unsigned int (*round)(struct lanes *), unsigned int burst,
	     const char *variant, const char *work)
{
	l->round = round;
	l->burst = burst;
	measure(l, variant, work, pipe_produce, pipe_consume);
}

void
two_lcores(struct pools *p)
{
	struct lanes l = { .pools = p };

	l.ring = rte_ring_create("lane", RING, SOCKET_ID_ANY, RING_F_SP_ENQ | RING_F_SC_DEQ);
	MUST(l.ring != NULL, "a ring of %u must fit: %s", RING, rte_strerror(rte_errno));
	measure_pipe(&l, hand_off, 32, ", burst 32", "HAND_OFF");
	measure_pipe(&l, hand_off, 1, ", burst 1", "HAND_OFF");
	measure_pipe(&l, fan_out, 32, "", "FAN_OUT_4");
	measure_pipe(&l, fan_out_singly, 1, ", burst 1", "FAN_OUT_4");
	measure(&l, "", "TWO_THREADS", churn_main, churn_other);
	rte_ring_free(l.ring);
}
