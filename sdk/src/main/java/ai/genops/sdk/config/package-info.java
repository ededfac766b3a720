/**
 * What was set, and where: start at GenOpsConfig (in code), Variables (environment and system properties, with their
 * precedence) and Settings (the result, checked as a whole). Surroundings is all the SDK knows of its process.
 */
@NullMarked
package ai.genops.sdk.config;

import org.jspecify.annotations.NullMarked;
