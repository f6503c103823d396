"""A public face detector that answers for one picture at a time: a path per line in, one JSON document per line out.

`deface` with its defaults (threshold 0.2, the picture's own size); `opencv`, the cascade classifier that its package
brings along.
"""

import json
import os
import resource
import sys
import time

import cv2


def deface():
    from deface.centerface import CenterFace

    centerface = CenterFace(backend="onnxrt", override_execution_provider="CPUExecutionProvider")

    def find(picture):
        boxes, _ = centerface(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), threshold=0.2)
        return [[float(edge) for edge in box[:4]] for box in boxes]

    return find


def opencv():
    cascade = cv2.CascadeClassifier(os.path.join(cv2.data.haarcascades, "haarcascade_frontalface_default.xml"))

    def find(picture):
        boxes = cascade.detectMultiScale(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), scaleFactor=1.1, minNeighbors=5)
        return [[float(x), float(y), float(x + w), float(y + h)] for x, y, w, h in boxes]

    return find


def main():
    # What a library prints must not mix with the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    find = {"deface": deface, "opencv": opencv}[sys.argv[1]]()
    for line in sys.stdin:
        start = time.process_time()
        picture = cv2.imread(line.rstrip("\n"), cv2.IMREAD_COLOR)
        boxes = find(picture)
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        answers.write(json.dumps({"boxes": boxes, "seconds": seconds, "peak_kb": peak}) + "\n")
        answers.flush()


main()
