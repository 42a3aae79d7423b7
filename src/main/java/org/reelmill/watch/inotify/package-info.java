/** Events of the file system by Linux's inotify, through JNA. */
package org.reelmill.watch.inotify;
