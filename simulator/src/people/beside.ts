import { numberOf, objectOf, textOf, textsOf, type Json } from '../wire/json.ts';
import type { SaidBeside } from './say.ts';

/** `image` (base64), `images`, or `place {latitude, longitude, label}` of a request to say something. */
export function besideIn(body: Json): SaidBeside {
  const given = [textOf(body, 'image'), ...textsOf(body, 'images')].filter((one) => one !== '');
  const images = given.map((one) => Buffer.from(one.replace(/^data:[^,]*,/, ''), 'base64'));
  const place = objectOf(body, 'place');
  const latitude = place && numberOf(place, 'latitude');
  const longitude = place && numberOf(place, 'longitude');
  if (place && (latitude === null || longitude === null))
    throw new Error('a place has latitude and longitude');
  if (!place || latitude == null || longitude == null) return { images };
  return { images, place: { latitude, longitude, label: textOf(place, 'label') } };
}
