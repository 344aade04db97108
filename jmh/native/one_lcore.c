/* SPDX-License-Identifier: Apache-2.0 */
/* Works of one lcore. Each leaves in out[] what is still outstanding. */
#include "dpdk.h"

#define BURST 256
#define LIST 8
#define FANOUT 4

struct out {
	struct pools *pools;
	struct rte_mbuf *m[BURST];
};

static void
allocate_free(void *arg)
{
	struct out *out = arg;

	for (unsigned int i = 0; i < BATCH; i++) {
		rte_pktmbuf_free(out->m[i % FIFO]); /* in the first round NULL */
		out->m[i % FIFO] = new_packet(out->pools);
	}
}

static void
allocate_free_pair(void *arg)
{
	struct out *out = arg;

	for (unsigned int i = 0; i < BATCH; i++)
		rte_pktmbuf_free(new_packet(out->pools));
}

static void
clone_free(void *arg)
{
	struct out *out = arg;

	for (unsigned int i = 0; i < BATCH; i++) {
		rte_pktmbuf_free(out->m[i % FIFO]);
		out->m[i % FIFO] = new_clone(out->pools, out->pools->parent);
	}
}

static void
clone_free_pair(void *arg)
{
	struct out *out = arg;

	for (unsigned int i = 0; i < BATCH; i++)
		rte_pktmbuf_free(new_clone(out->pools, out->pools->parent));
}

static void
clone_list(void *arg)
{
	struct out *out = arg;
	struct rte_mbuf *list[LIST];

	for (unsigned int i = 0; i < BATCH; i += LIST) {
		for (unsigned int k = 0; k < LIST; k++)
			list[k] = new_clone(out->pools, out->pools->parent);
		rte_pktmbuf_free_bulk(list, LIST);
	}
}

/* A packet, cloned and freed, and its clones. */
static void
packet(struct out *out, struct rte_mbuf **clones)
{
	struct rte_mbuf *m = new_packet(out->pools);

	for (unsigned int k = 0; k < FANOUT; k++)
		clones[k] = new_clone(out->pools, m);
	rte_pktmbuf_free(m);
}

static void
packet_clones(void *arg)
{
	struct rte_mbuf *clones[FANOUT];

	for (unsigned int i = 0; i < BATCH; i++) {
		packet(arg, clones);
		for (unsigned int k = 0; k < FANOUT; k++)
			rte_pktmbuf_free(clones[k]);
	}
}

static void
packet_clones_bulk(void *arg)
{
	struct rte_mbuf *clones[FANOUT];

	for (unsigned int i = 0; i < BATCH; i++) {
		packet(arg, clones);
		rte_pktmbuf_free_bulk(clones, FANOUT);
	}
}

static void
burst(void *arg)
{
	struct out *out = arg;

	for (unsigned int i = 0; i < BATCH; i += BURST) {
		for (unsigned int k = 0; k < BURST; k++)
			out->m[k] = new_packet(out->pools);
		for (unsigned int k = 0; k < BURST; k++) {
			rte_pktmbuf_free(out->m[k]);
			out->m[k] = NULL;
		}
	}
}

static void
burst_bulk(void *arg)
{
	struct out *out = arg;
	struct rte_mbuf *m[BURST];

	for (unsigned int i = 0; i < BATCH; i += BURST) {
		MUST(rte_pktmbuf_alloc_bulk(out->pools->data, m, BURST) == 0,
		     "the pool of packets must not be exhausted");
		rte_pktmbuf_free_bulk(m, BURST);
	}
}

/* The clone is as long as the parent, reads the parent's bytes and has none of its own. */
static void
clone_must_read_parent(const struct rte_mbuf *clone, const struct rte_mbuf *parent,
		       unsigned int clones)
{
	uint64_t segment = 0;

	MUST(clone->nb_segs == parent->nb_segs && clone->pkt_len == parent->pkt_len,
	     "a clone must be as long as its parent: %u of %u bytes",
	     clone->pkt_len, parent->pkt_len);
	for (; parent != NULL; parent = parent->next, clone = clone->next, segment++) {
		MUST(RTE_MBUF_CLONED(clone) && clone->buf_addr == parent->buf_addr,
		     "a clone must share its parent's bytes");
		MUST(*rte_pktmbuf_mtod(clone, uint64_t *) == MAGIC + segment,
		     "segment %lu must be readable through a clone", segment);
		MUST(rte_mbuf_refcnt_read(parent) == 1 + clones,
		     "each clone must be counted: refcnt=%u, clones=%u",
		     rte_mbuf_refcnt_read(parent), clones);
	}
}

static double
measure(struct pools *p, void (*run)(void *), unsigned int segments, unsigned int outstanding)
{
	struct out out = { .pools = p };
	unsigned int left = 0;
	double value;

	parent_make(p, segments);
	value = bench_batches(run, &out);
	for (unsigned int i = 0; i < BURST; i++) {
		if (out.m[i] == NULL)
			continue;
		left++;
		if (run == clone_free)
			clone_must_read_parent(out.m[i], p->parent, outstanding - i);
		rte_pktmbuf_free(out.m[i]);
	}
	MUST(left == outstanding, "%u must be outstanding: %u", outstanding, left);
	parent_free(p);
	return value;
}

void
one_lcore(struct pools *p)
{
	const struct subject *s = &p->subject;
	double value;

	bench_sample(s, "", "ALLOCATE_FREE", measure(p, allocate_free, 1, FIFO));
	bench_sample(s, ", pair", "ALLOCATE_FREE", measure(p, allocate_free_pair, 1, 0));
	bench_sample(s, "", "BURST_256", measure(p, burst, 1, 0));
	bench_sample(s, ", bulk", "BURST_256", measure(p, burst_bulk, 1, 0));

	/* DPDK shares segments and has no new descriptors to offer: its clone stands for both of ours. */
	value = measure(p, clone_free, 1, FIFO);
	bench_sample(s, "", "CLONE", value);
	bench_sample(s, "", "CLONE_NEW_MDLS", value);
	value = measure(p, clone_free, 4, FIFO);
	bench_sample(s, "", "CLONE_4X2", value);
	bench_sample(s, "", "CLONE_4X2_NEW_MDLS", value);

	/* A pair is as local as a short list, so it stands beside it. */
	value = measure(p, clone_free_pair, 1, 0);
	bench_sample(s, ", pair", "CLONE", value);
	bench_sample(s, ", pair", "CLONE_LIST_8", value);
	bench_sample(s, "", "CLONE_LIST_8", measure(p, clone_list, 1, 0));
	bench_sample(s, "", "PACKET_4_CLONES", measure(p, packet_clones, 1, 0));
	bench_sample(s, ", bulk", "PACKET_4_CLONES", measure(p, packet_clones_bulk, 1, 0));
}
