/**
 * The only public door. It decides who may come in, with how much and how often, and hands requests to the service that
 * owns their path, byte for byte as they came. It holds no data and knows nothing of any service's business.
 */
@NullMarked
package io.parley.gateway;

import org.jspecify.annotations.NullMarked;
