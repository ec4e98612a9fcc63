package io.parley.template.book;

import io.parley.contract.TenantId;

/** How a webhook names a template: by WhatsApp's id, and by what it is unique by. */
public record Mention(TenantId tenant, String metaId, TemplateKey key) {}
