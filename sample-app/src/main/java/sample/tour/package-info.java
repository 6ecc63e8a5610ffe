/**
 * The tutorial of Electron on message ports, played at start-up with the modules of this
 * application as the processes. Each scene is a class that reads like its page there.
 */
@NullMarked
package sample.tour;

import org.jspecify.annotations.NullMarked;
