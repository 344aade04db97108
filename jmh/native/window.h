/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WINDOW_H
#define WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#define WINDOW_NS UINT64_C(6000000)

/* What the kernel did to the calling thread between open and close. */
struct window {
	uint64_t opened;	/* when, by bench_now() */
	uint64_t closed;
	uint64_t waited;	/* ns runnable, but not on a core */
	long preempted;		/* involuntary context switches */
};

void window_open(struct window *w);
void window_close(struct window *w);

/* The thread kept its core: never preempted, and waited for it 2 % at most. */
bool window_ran(const struct window *w);

#endif
