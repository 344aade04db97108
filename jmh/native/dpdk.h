/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DPDK_H
#define DPDK_H

#include <rte_mbuf.h>
#include <rte_mempool.h>

#include "bench.h"

/* What a packet's first bytes say, so that it can be read through a clone. */
#define MAGIC UINT64_C(0x6e65746275666665)

/* Both pools, and the packet that is cloned: a chain of 1 or 4 segments. */
struct pools {
	struct subject subject;
	struct rte_mempool *data;
	struct rte_mempool *clones;
	struct rte_mbuf *parent;
};

static __rte_always_inline struct rte_mbuf *
new_packet(const struct pools *p)
{
	struct rte_mbuf *m = rte_pktmbuf_alloc(p->data);

	MUST(m != NULL, "the pool of packets must not be exhausted");
	return m;
}

static __rte_always_inline struct rte_mbuf *
new_clone(const struct pools *p, struct rte_mbuf *of)
{
	struct rte_mbuf *m = rte_pktmbuf_clone(of, p->clones);

	MUST(m != NULL, "the pool of clones must not be exhausted");
	return m;
}

/* Makes the parent, every segment full and marked. */
void parent_make(struct pools *p, unsigned int segments);

/* Frees the parent: whatever was made in between must be back. */
void parent_free(struct pools *p);

/* All mbufs are in their pools or in the caches of the lcores. */
void pools_must_be_full(const struct pools *p);

/* The works, each for itself. */
void one_lcore(struct pools *p);
void two_lcores(struct pools *p);

#endif
