/** The tenants' message templates as this service last heard of them. */
@NullMarked
package io.parley.messaging.template;

import org.jspecify.annotations.NullMarked;
