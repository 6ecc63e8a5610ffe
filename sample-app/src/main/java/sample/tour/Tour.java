package sample.tour;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Plays the scenes one after the other, once the application is up. A scene that fails is
 * reported, and is no reason to bring the application down.
 */
@Component
class Tour implements ApplicationRunner {

	private static final Log logger = LogFactory.getLog(Tour.class);

	private final List<Scene> scenes;

	private final TourProperties properties;

	Tour(List<Scene> scenes, TourProperties properties) {
		this.scenes = scenes;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments args) {
		if (!this.properties.enabled()) {
			return;
		}
		int played = 0;
		for (int i = 0; i < this.scenes.size(); i++) {
			Scene scene = this.scenes.get(i);
			played += play(scene, "tour " + (i + 1) + "/" + this.scenes.size() + " " + scene.title()) ? 1 : 0;
		}
		logger.info("tour: played " + played + " of " + this.scenes.size() + " scenes");
	}

	private boolean play(Scene scene, String prefix) {
		try {
			scene.play(new Stage(prefix, this.properties.timeout()));
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			logger.warn(prefix + " | interrupted");
		}
		catch (Exception ex) {
			logger.error(prefix + " | failed: " + ex.getMessage(), ex);
		}
		return false;
	}

}
