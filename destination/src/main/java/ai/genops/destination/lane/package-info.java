/// Routes of one destination whose events go to different places. Starting point: [Lanes].
@NullMarked
package ai.genops.destination.lane;

import org.jspecify.annotations.NullMarked;
