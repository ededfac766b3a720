/// What the server answers on its API port: health, metrics, status, search.
@NullMarked
package ai.genops.server.api;

import org.jspecify.annotations.NullMarked;
