package io.parley.ingest.receive;

/**
 * What a change says for one customer.
 *
 * @param customer BSUID, else wa_id, else group id; empty where none is named
 * @param elements as {@link io.parley.contract.WebhookElements} counts them
 * @param body a complete webhook that holds nothing else
 */
record Part(String customer, int elements, byte[] body) {}
