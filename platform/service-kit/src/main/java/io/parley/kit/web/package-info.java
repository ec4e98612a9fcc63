/** What every HTTP answer has in common: envelopes, errors, request ids, pages, strict JSON and size limits. */
@NullMarked
package io.parley.kit.web;

import org.jspecify.annotations.NullMarked;
