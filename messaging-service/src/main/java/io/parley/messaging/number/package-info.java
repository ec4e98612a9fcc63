/** The tenants' WhatsApp numbers, as this service knows them from the topic tenant-settings. */
@NullMarked
package io.parley.messaging.number;

import org.jspecify.annotations.NullMarked;
