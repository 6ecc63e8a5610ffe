package dev.messageport.autoconfigure;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;
import dev.messageport.CloseReason;

/**
 * Tells two observers, the second also when the first one throws.
 *
 * @param first the observer that is told first
 * @param second the observer that is told next
 */
record ObserverPair(ChannelObserver first, ChannelObserver second) implements ChannelObserver {

	@Override
	public void opened(ChannelSide side) {
		try {
			this.first.opened(side);
		}
		finally {
			this.second.opened(side);
		}
	}

	@Override
	public void posted(ChannelSide side) {
		try {
			this.first.posted(side);
		}
		finally {
			this.second.posted(side);
		}
	}

	@Override
	public void delivered(ChannelSide side) {
		try {
			this.first.delivered(side);
		}
		finally {
			this.second.delivered(side);
		}
	}

	@Override
	public void discarded(ChannelSide side, CloseReason reason) {
		try {
			this.first.discarded(side, reason);
		}
		finally {
			this.second.discarded(side, reason);
		}
	}

	@Override
	public void failed(ChannelSide side, Throwable error) {
		try {
			this.first.failed(side, error);
		}
		finally {
			this.second.failed(side, error);
		}
	}

	@Override
	public void transferred(ChannelSide side) {
		try {
			this.first.transferred(side);
		}
		finally {
			this.second.transferred(side);
		}
	}

	@Override
	public void closed(ChannelSide side, CloseReason reason) {
		try {
			this.first.closed(side, reason);
		}
		finally {
			this.second.closed(side, reason);
		}
	}

}
