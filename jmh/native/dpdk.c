/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DPDK's mbufs and mempools without a NIC and without huge pages.
 * Usage: dpdk CACHE LCORES FORK; LCORES as EAL's -l, two of them.
 */
#include "dpdk.h"

#include <stdio.h>
#include <stdlib.h>

#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_lcore.h>
#include <rte_log.h>
#include <rte_version.h>

#define DATA_POPULATION 4095
#define CLONE_POPULATION 8191

static void
eal(char *program, char *lcores)
{
	char *args[] = {
		program, "--no-huge", "--no-pci", "--no-telemetry", "--no-shconf",
		"--log-level=error", "-m", "256", "-l", lcores, NULL
	};

	/* Standard output is for samples. */
	rte_openlog_stream(stderr);
	MUST(rte_eal_init(RTE_DIM(args) - 1, args) >= 0,
	     "EAL must start on lcores %s: %s", lcores, rte_strerror(rte_errno));
	MUST(rte_lcore_count() == 2,
	     "two lcores are needed: %u in %s", rte_lcore_count(), lcores);
}

static struct rte_mempool *
pool(const char *name, unsigned int population, unsigned int cache, uint16_t room)
{
	struct rte_mempool *p = rte_pktmbuf_pool_create(name, population, cache, 0,
							room, SOCKET_ID_ANY);

	MUST(p != NULL, "pool %s of %u must fit: %s", name, population,
	     rte_strerror(rte_errno));
	return p;
}

void
parent_make(struct pools *p, unsigned int segments)
{
	p->parent = NULL;
	for (unsigned int i = 0; i < segments; i++) {
		struct rte_mbuf *m = new_packet(p);
		uint64_t *bytes = (uint64_t *)rte_pktmbuf_append(m, RTE_MBUF_DEFAULT_DATAROOM);

		MUST(bytes != NULL, "a packet must have room for 2048 bytes");
		*bytes = MAGIC + i;
		if (p->parent == NULL)
			p->parent = m;
		else
			MUST(rte_pktmbuf_chain(p->parent, m) == 0, "segments must chain");
	}
}

void
parent_free(struct pools *p)
{
	for (struct rte_mbuf *m = p->parent; m != NULL; m = m->next)
		MUST(rte_mbuf_refcnt_read(m) == 1,
		     "no clone may hold the parent any more: refcnt=%u",
		     rte_mbuf_refcnt_read(m));
	rte_pktmbuf_free(p->parent);
	p->parent = NULL;
	pools_must_be_full(p);
}

void
pools_must_be_full(const struct pools *p)
{
	MUST(rte_mempool_avail_count(p->data) == DATA_POPULATION,
	     "all packets must be back: %u of %u",
	     rte_mempool_avail_count(p->data), DATA_POPULATION);
	MUST(rte_mempool_avail_count(p->clones) == CLONE_POPULATION,
	     "all clones must be back: %u of %u",
	     rte_mempool_avail_count(p->clones), CLONE_POPULATION);
}

int
main(int argc, char **argv)
{
	struct pools pools = { .parent = NULL };
	char name[32];
	unsigned int cache;

	MUST(argc == 4, "usage: %s CACHE LCORES FORK", argv[0]);
	cache = atoi(argv[1]);
	snprintf(name, sizeof(name), "DPDK, cache %u", cache);
	eal(argv[0], argv[2]);

	pools.subject = (struct subject){
		.name = name, .version = rte_version(), .fork = argv[3]
	};
	pools.data = pool("data", DATA_POPULATION, cache, RTE_MBUF_DEFAULT_BUF_SIZE);
	pools.clones = pool("clones", CLONE_POPULATION, cache, 0);
	pools_must_be_full(&pools);
	one_lcore(&pools);
	two_lcores(&pools);
	pools_must_be_full(&pools);
	rte_eal_cleanup();
	return EXIT_SUCCESS;
}
