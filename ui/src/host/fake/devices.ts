/** The made-up school's cameras, and what somebody brought in from other ones. */
import type { DeviceFound } from '../../wire/DeviceFound';
import type { DeviceShown } from '../../wire/DeviceShown';
import type { PhotosWaiting } from '../../wire/PhotosWaiting';
import type { WireError } from '../../wire/WireError';

type Held = Pick<PhotosWaiting, 'album' | 'name' | 'photos'>;

function refuse(code: string, message: string): never {
  throw { kind: 'refused', code, message } satisfies WireError;
}

export class FakeDevices {
  /** What the picture that is chosen next says of its camera; nothing where it says nothing. */
  picture: DeviceFound | null = { make: 'Lumara', model: 'Field 20', serial: 'LF20-004417' };
  readonly released: { photos: string[]; because: string }[] = [];
  #list: DeviceShown[] = [];
  #waiting: PhotosWaiting[] = [];

  list(): DeviceShown[] {
    return structuredClone(this.#list);
  }

  waiting(): PhotosWaiting[] {
    return structuredClone(this.#waiting);
  }

  /** Photos that somebody's telephone took. */
  hold({ album, name, photos }: Held): void {
    const group = this.#waiting.find((one) => one.album === album);
    if (group) group.photos.push(...photos);
    else this.#waiting.push({ album, name, make: 'Pebble', model: 'Pocket 9', serial: null, photos });
  }

  ofPicture(): DeviceFound {
    if (this.picture) return this.picture;
    const why = 'it does not say which camera took it; choose a picture straight from the camera’s card';
    return refuse('file', `This file cannot be used: ${why}.`);
  }

  add({ make, model, serial }: DeviceFound, label: string): DeviceShown {
    if (make.trim() === '') refuse('missing', "The camera's maker is missing. Nothing was changed.");
    if (model.trim() === '') refuse('missing', "The camera's model is missing. Nothing was changed.");
    const id = `camera-${this.#list.length + 1}`;
    const camera = { id, label: label.trim() || `${make} ${model}`, make, model, serial, withdrawn: false };
    this.#list.push(camera);
    return camera;
  }

  withdraw(device: string): void {
    for (const camera of this.#list) if (camera.id === device) camera.withdrawn = true;
  }

  release(photos: string[], because: string) {
    if (because.trim() === '') refuse('missing', 'The reason is missing. Nothing was changed.');
    this.released.push({ photos, because });
    this.#waiting = this.#waiting
      .map((group) => ({ ...group, photos: group.photos.filter((photo) => !photos.includes(photo)) }))
      .filter((group) => group.photos.length > 0);
    return { photos, reminder: 'The pictures have to be deleted from the device they came from.' };
  }
}
