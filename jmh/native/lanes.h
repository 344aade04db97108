/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANES_H
#define LANES_H

#include <rte_ring.h>

#include "dpdk.h"
#include "window.h"

/* What one lcore writes, in lines of its own. */
struct side {
	struct window window;
	uint64_t items;
	double ns; /* per unit of work; 0 on the side that has no figure */
} __rte_cache_aligned;

/* What two lcores share while they work. */
struct lanes {
	struct pools *pools;
	struct rte_ring *ring;
	unsigned int burst;
	bool reads; /* mark and read each item's bytes: not while measuring */
	unsigned int (*round)(struct lanes *);
	struct side main, other;
	unsigned int arrived __rte_cache_aligned;
	bool done __rte_cache_aligned;
};

/* Opens the lcore's window and returns the time at which both lcores start. */
uint64_t lanes_start(struct lanes *l, struct side *side);

/* One window of the lcore that makes: calls round() again and again. */
void pipe_produce(struct lanes *l);

/* One window of the lcore that frees; an lcore_function_t. */
int pipe_consume(void *lanes);

/* Rounds of the lcore that makes; each returns how many units of work it was. */
unsigned int hand_off(struct lanes *l);		/* burst clones of the parent */
unsigned int fan_out(struct lanes *l);		/* one packet, 4 clones at once */
unsigned int fan_out_singly(struct lanes *l);	/* each clone as soon as made */

#endif
