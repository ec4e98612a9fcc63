/** Tests of the whole service, over its sockets and topics. */
@NullMarked
package io.parley.ingest;

import org.jspecify.annotations.NullMarked;
