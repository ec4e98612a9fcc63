package io.parley.messaging.dispatch;

import io.parley.contract.TenantId;

/** The queue of one number: what leaves from it is paced together, and by one process at a time. */
record Lane(TenantId tenant, String phoneNumberId) {}
